"""Writes the periodic releases: a few sentences, a table of figures, a note."""

from __future__ import annotations

import calendar
import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass

from . import files, markup, rhythm, series
from .dates import at_office_hour, before_weekend
from .model import PageSpec
from .slots import Slots


@dataclass(frozen=True)
class Period:
    """A reporting period by its first and last month (numbers of `series`), and when its report appears."""

    first: int
    last: int
    published: datetime.date
    number: int

    @property
    def year(self) -> int:
        return self.last // 12

    @property
    def month(self) -> int:
        return self.last % 12 + 1


def pages(as_of: datetime.datetime) -> list[PageSpec]:
    return [
        _release(report, period, as_of)
        for report in files.read("plans/reports.toml")["report"]
        for period in _periods(report, as_of.date())
    ]


def _periods(report: dict, as_of: datetime.date) -> Iterator[Period]:
    """The periods whose reports appeared in the two years before `as_of`.

    Of those that are longer ago only the last of each half-year is kept.
    """
    oldest = as_of - datetime.timedelta(days=rhythm.SPAN)
    thinned = as_of - datetime.timedelta(days=rhythm.SPAN // 8)
    every = {"month": _months, "quarter": _quarters, "weeks": _weeks}[report["every"]]
    for period in every(report, as_of):
        kept = period.published >= thinned or period.month % 6 == 0
        if oldest <= period.published <= as_of and kept:
            yield period


def _months(report: dict, as_of: datetime.date) -> Iterator[Period]:
    newest = series.month_number(as_of.year, as_of.month)
    for number in range(newest - 26, newest):
        # January is reported together with February where figures are cumulative.
        if report.get("cumulative") and number % 12 == 0:
            continue
        first = number - number % 12 if report.get("cumulative") else number
        yield Period(first, number, _published(number, report["lag"]), number)


def _quarters(report: dict, as_of: datetime.date) -> Iterator[Period]:
    newest = series.month_number(as_of.year, as_of.month)
    for last in range(newest - 29, newest):
        if last % 3 == 2:
            first = last - last % 12 if report.get("cumulative") else last - 2
            yield Period(first, last, _published(last, report["lag"]), last)


def _weeks(report: dict, as_of: datetime.date) -> Iterator[Period]:
    step = datetime.timedelta(weeks=report["weeks"])
    for year in range(as_of.year - 2, as_of.year + 1):
        day, number = datetime.date(year, 1, 6), 1
        while day.year == year:
            month = series.month_number(day.year, day.month)
            published = before_weekend(day + datetime.timedelta(days=report["lag"]))
            if published.year == year:
                yield Period(month, month, published, number)
            day, number = day + step, number + 1


def _published(last: int, lag: int) -> datetime.date:
    """`lag` days into the month after the last month of the period."""
    year, month = divmod(last + 1, 12)
    days = calendar.monthrange(year, month + 1)[1]
    return before_weekend(datetime.date(year, month + 1, min(lag, days)))


def _span(period: Period) -> str:
    """How officials name a cumulative period."""
    months = period.last - period.first + 1
    named = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
    return named.get(months, f"1—{months}月")


def _release(report: dict, period: Period, as_of: datetime.datetime) -> PageSpec:
    key = f"{report['site']}.{report['key']}.{period.year}-{period.month:02d}-{period.number}"
    rng = rhythm.generator(key)
    slots = Slots(rng, period.published, report.get("choices"))
    for name, value in {
        "y": period.year,
        "m": period.month,
        "q": period.month // 3,
        "number": period.number,
        "span": _span(period),
    }.items():
        slots.set(name, value)
    rows = [_row(report, row, period) for row in report["rows"]]
    lines = [f"表：{slots.fill(report['caption'])}", _bars(report["header"]), *map(_bars, rows)]
    paragraphs = [
        slots.fill(rng.choice(report["opening"])),
        _comment(report, rows, rng),
        "\n".join(lines),
        slots.fill(rng.choice(report["closing"])),
        f"**说明：**{report['note']}",
    ]
    body = "\n\n".join(paragraphs)
    title = slots.fill(report["title"])
    attach = report.get("attach")
    return PageSpec(
        key=key,
        site=report["site"],
        kind="article",
        column=report["column"],
        title=title,
        when=at_office_hour(period.published, key, as_of),
        body=body,
        department=report["department"],
        summary=markup.first_sentences(body),
        keywords=tuple(report["keywords"]),
        attachments=({"kind": attach, "title": f"{title}（数据表）", "from_table": 1},) if attach else (),
    )


def _row(report: dict, row: dict, period: Period) -> list[str]:
    """Cells of one row: label, value where there is one, change."""
    name = report["key"]
    with_value = len(report["header"]) == 3
    if row["measure"] == "rate":
        change = series.rate(name, row, period.number)
        return [row["label"], "—", f"{change:.1f}"] if with_value else [row["label"], f"{change:.1f}"]
    now = series.total(name, row, period.first, period.last)
    before = series.total(name, row, period.first - 12, period.last - 12)
    change = (now / before - 1) * 100
    return [row["label"], _figure(now, row["unit"]), f"{change:.1f}"]


def _figure(value: float, unit: str) -> str:
    return f"{value:.2f}" if unit in {"亿元", "亿千瓦时", "万平方米"} else f"{value:.0f}"


def _bars(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


_WAYS = ("{moved}{change}%", "同比{moved}{change}%", "比上年同期{moved}{change}%")
_MOVED = ("增长", "下降")


def _comment(report: dict, rows: list[list[str]], rng: random.Random) -> str:
    """The first figure of the table and two or three others, said in words."""
    units = {row["label"]: row["unit"] for row in report["rows"]}
    others = sorted(rng.sample(range(1, len(rows)), k=min(len(rows) - 1, rng.randint(2, 3))))
    return "；".join(_said(report, rows[index], units, rng) for index in [0, *others]) + "。"


def _said(report: dict, cells: list[str], units: dict[str, str], rng: random.Random) -> str:
    label, *figures = cells
    change = float(figures[-1])
    up, down = report.get("moved", _MOVED)
    way = rng.choice(_WAYS).format(moved=up if change >= 0 else down, change=f"{abs(change):.1f}")
    value = f"{figures[0]}{units[label]}，" if len(figures) == 2 and figures[0] != "—" else ""
    return f"{label.removeprefix('其中：')}{value}{'与上年持平' if abs(change) < 0.05 else way}"
