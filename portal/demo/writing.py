"""Writes the regular pages: news, notices, pairs of document and interpretation, published answers.

Each plan has subjects, each subject several titles, openings, details and endings; what is chosen depends
only on the fixed seed, the plan and the day, so that the same `as_of` gives the same texts. No title comes
twice on a site.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from . import files, markup, rhythm
from .dates import at_office_hour
from .model import PageSpec
from .slots import Slots

ORDINALS = "一二三四五六七八九十"
# How often a text is tried again, and among how many subjects, until its title is new.
ATTEMPTS = 20
CHOICES = 4
# Figures, except those of dates.
_FIGURE = re.compile(r"\d+(\.\d+)?(?![\d.年月日])")
NUMBERED_COLUMNS = {"tzgg"}
REPLY_RHYTHM = {
    "portal": {"first": 3, "near": 30, "far": 180},
    "department": {"first": 9, "near": 120, "far": 260},
    "county": {"first": 6, "near": 80, "far": 220},
}


class Titles:
    """The titles a site has already used. Two that differ only in a figure count as the same."""

    def __init__(self, taken: set[tuple[str, str]]):
        self._taken = {self._essence(*pair) for pair in taken}

    @staticmethod
    def _essence(site: str, title: str) -> tuple[str, str]:
        return site, _FIGURE.sub("", title)

    def first_free(self, write: Callable[[int], PageSpec]) -> list[PageSpec]:
        """Write again until the title is new on its site; nothing when there is no new one."""
        for attempt in range(ATTEMPTS):
            page = write(attempt)
            essence = self._essence(page.site, page.title)
            if essence not in self._taken:
                self._taken.add(essence)
                return [page]
        return []


def pages(as_of: datetime.datetime, taken: set[tuple[str, str]]) -> list[PageSpec]:
    """All regular pages; `taken` are pairs of site and title that exist already and are added to."""
    titles = Titles(taken)
    written: list[PageSpec] = []
    for name in files.names("plans"):
        content = files.read(name)
        for plan in content.get("prose", []):
            written += _prose(content, plan, as_of, titles)
        for plan in content.get("pair", []):
            written += _pairs(content, plan, as_of, titles)
    written += _replies(as_of, titles)
    return written


def _prose(content: dict, plan: dict, as_of: datetime.datetime, titles: Titles) -> Iterator[PageSpec]:
    site, column = content["site"], plan["column"]
    rng = rhythm.generator(site, column)
    subjects = rhythm.deck(len(plan["subject"]), rng)
    for day in rhythm.days(plan, rng, as_of.date()):
        key = f"{site}.{column}.{day:%Y%m%d}"
        fitting = (plan["subject"][number] for number in subjects if _fits(plan["subject"][number], day))
        for subject in islice(fitting, CHOICES):
            write = partial(_article, content, plan, subject, day, key, as_of)
            if found := titles.first_free(write):
                yield from found
                break


def _fits(subject: dict, day: datetime.date) -> bool:
    """Whether a subject belongs to the season."""
    return day.month in subject.get("months", [day.month])


def _article(
    content: dict,
    plan: dict,
    subject: dict,
    day: datetime.date,
    key: str,
    as_of: datetime.datetime,
    attempt: int,
) -> PageSpec:
    rng = rhythm.generator(key, attempt)
    slots = Slots(rng, day, subject.get("choices"))
    department = subject.get("department") or content["department"]
    title, opening = map(slots.fill, rng.choice(subject["open"]))
    paragraphs = [opening]
    details = [slots.fill(line) for line in _some(rng, subject["detail"])]
    numbered = plan["column"] in NUMBERED_COLUMNS
    paragraphs += _numbered(details) if numbered else details
    paragraphs.append(slots.fill(rng.choice(subject["close"])))
    cover = rng.choice(subject["cover"]) if "cover" in subject else ""
    if numbered:
        paragraphs += _signature(department, day)
    body = "\n\n".join(paragraphs)
    return PageSpec(
        key=key,
        site=content["site"],
        kind="article",
        column=plan["column"],
        title=title,
        when=at_office_hour(day, key, as_of),
        body=body,
        department=department,
        summary=markup.first_sentences(body),
        keywords=tuple(subject["keywords"]),
        cover=cover,
    )


def _some(rng: random.Random, lines: list[str]) -> list[str]:
    """Most of the lines, in their order."""
    count = rng.randint(min(3, len(lines)), len(lines))
    return [lines[index] for index in sorted(rng.sample(range(len(lines)), count))]


def _numbered(lines: list[str]) -> list[str]:
    return [f"{ORDINALS[index]}、{line}" for index, line in enumerate(lines)]


def _signature(department: str, day: datetime.date) -> list[str]:
    return [_department_name(department), f"{day.year}年{day.month}月{day.day}日"]


def _department_name(key: str) -> str:
    return next(row["name"] for row in files.read("departments.toml")["department"] if row["key"] == key)


def _pairs(content: dict, plan: dict, as_of: datetime.datetime, titles: Titles) -> Iterator[PageSpec]:
    """A document and, the next day, its interpretation."""
    site = content["site"]
    rng = rhythm.generator(site, "pair")
    subjects = rhythm.deck(len(plan["subject"]), rng)
    for day in rhythm.days(plan, rng, as_of.date()):
        subject = plan["subject"][next(subjects)]
        key = f"{site}.pair.{day:%Y%m%d}"
        write = partial(_document, content, subject, day, key, as_of)
        for document in titles.first_free(write):
            yield document
            yield _interpretation(subject, document, day, as_of)


def _document(
    content: dict, subject: dict, day: datetime.date, key: str, as_of: datetime.datetime, attempt: int
) -> PageSpec:
    slots = Slots(rhythm.generator(key, attempt), day, subject.get("choices"))
    department = subject.get("department") or content["department"]
    title = slots.fill(subject["title"])
    number = f"{subject['number']}〔{day.year}〕{40 + day.timetuple().tm_yday // 8}号"
    address = (
        "各乡镇人民政府，县政府各部门：" if content["site"] == "qingjiang" else "各县区主管部门，各有关单位："
    )
    body = "\n\n".join(
        [
            address,
            slots.fill(subject["lead"][0]),
            *(slots.fill(line) for line in subject["detail"]),
            slots.fill(subject["close"][0]),
            *_signature(department, day),
        ]
    )
    interpretation = [slots.fill(line) for line in subject["interp"]]
    return PageSpec(
        key=key,
        site=content["site"],
        kind="article",
        column="zcwj",
        title=title,
        when=at_office_hour(day, key, as_of),
        body=body,
        department=department,
        summary=markup.first_sentences(body),
        keywords=tuple(subject["keywords"]),
        document_number=number,
        extra={"interpretation": interpretation, "interpretation_title": slots.fill(subject["interp_title"])},
    )


def _interpretation(
    subject: dict, document: PageSpec, day: datetime.date, as_of: datetime.datetime
) -> PageSpec:
    key = f"{document.key}.interp"
    day_after = min(day + datetime.timedelta(days=1), as_of.date())
    body = "\n\n".join([*document.extra["interpretation"], f"文件全文见[[{document.key}]]。"])
    return PageSpec(
        key=key,
        site=document.site,
        kind="article",
        column="zcjd",
        title=document.extra["interpretation_title"],
        when=at_office_hour(day_after, key, as_of),
        body=body,
        department=document.department,
        summary=markup.first_sentences(body),
        keywords=(*subject["keywords"], "政策解读"),
        interprets=document.key,
    )


def _replies(as_of: datetime.datetime, titles: Titles) -> Iterator[PageSpec]:
    """答复选登: letters and answers of every site, personal data left out."""
    rows = files.read("replies.toml")["reply"]
    for site in files.read("sites.toml")["site"]:
        of_site = [row for row in rows if row["site"] == site["key"]]
        if not of_site:
            continue
        rng = rhythm.generator(site["key"], "reply")
        order = rhythm.deck(len(of_site), rng)
        for day in rhythm.days(REPLY_RHYTHM[site["kind"]], rng, as_of.date()):
            row = of_site[next(order)]
            key = f"{site['key']}.reply.{day:%Y%m%d}"
            yield from titles.first_free(partial(_reply, row, day, key, as_of))


def _reply(row: dict, day: datetime.date, key: str, as_of: datetime.datetime, attempt: int) -> PageSpec:
    rng = rhythm.generator(key, attempt)
    slots = Slots(rng, day)
    who = "{乡镇}居民" if row["site"] == "qingjiang" else "{街道}居民"
    # A letter that names no place is told apart by where it comes from.
    title = slots.fill(row["title"] if "{" in row["title"] else who + row["title"])
    asked = day - datetime.timedelta(days=rng.randint(3, 12))
    body = "\n\n".join(
        [
            "## 来信内容",
            slots.fill(row["ask"]),
            f"来信日期：{asked.year}年{asked.month}月{asked.day}日",
            "## 办理答复",
            *(slots.fill(line) for line in row["answer"]),
            f"答复单位：{_department_name(row['department'])}",
            f"答复日期：{day.year}年{day.month}月{day.day}日",
        ]
    )
    return PageSpec(
        key=key,
        site=row["site"],
        kind="reply",
        column="dfxd" if row["site"] == "portal" else "hdjl",
        title=title,
        when=at_office_hour(day, key, as_of),
        body=body,
        department=row["department"],
        summary=slots.fill(row["ask"])[:110],
        keywords=("答复选登",),
    )
