"""Pages whose text stands in the data files: articles, guides, people, services, alerts, plain pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from . import files, markup
from .dates import at_office_hour, rolled, with_dates
from .model import PageSpec


def pages(as_of: datetime.datetime) -> list[PageSpec]:
    """All pages that are written out, interpretations after the documents they interpret."""
    written = [
        *_articles(as_of),
        *_guides(as_of),
        *_services(as_of),
        *_leaders(as_of),
        *_institutions(as_of),
        *_plain_pages(as_of),
        *_alerts(as_of),
    ]
    return written


def _articles(as_of: datetime.datetime) -> Iterator[PageSpec]:
    rows = [
        {"site": content["site"], **row}
        for name in files.names("articles")
        for content in [files.read(name)]
        for row in content["page"]
    ]
    days = {row["key"]: _day(row, as_of.date()) for row in rows if "interprets" not in row}
    for row in rows:
        if "interprets" in row:
            later = days[row["interprets"]] + datetime.timedelta(days=row["days_after"])
            days[row["key"]] = min(later, as_of.date())
    for row in rows:
        yield _article(row, days[row["key"]], as_of)


def _day(row: dict, today: datetime.date) -> datetime.date:
    """The day of a page: a rolled date, or so many days ago for what must look old."""
    if "age" in row:
        return today - datetime.timedelta(days=row["age"])
    return rolled(row["date"], today)


def _article(row: dict, day: datetime.date, as_of: datetime.datetime) -> PageSpec:
    body = with_dates(row["body"], day).strip()
    first_age = row.get("first_published_age")
    extra = {}
    if row.get("kind") == "topic":
        closed = row.get("closed")
        extra = {"opened_on": day, "closed_on": rolled(closed, as_of.date()) if closed else None}
    return PageSpec(
        key=row["key"],
        site=row["site"],
        kind=row.get("kind", "article"),
        column=row["column"],
        title=with_dates(row["title"], day),
        when=at_office_hour(day, row["key"], as_of),
        body=body,
        department=row["department"],
        summary=row.get("summary") or markup.first_sentences(body),
        keywords=tuple(row.get("keywords", ())),
        source=row.get("source", ""),
        is_reprint=row.get("is_reprint", False),
        document_number=with_dates(row.get("document_number", ""), day),
        interprets=row.get("interprets", ""),
        cover=row.get("cover", ""),
        attachments=tuple(_attachment(item, day) for item in row.get("attachments", ())),
        slug=row.get("slug", ""),
        pinned_days=row.get("pinned_days", 0),
        first_published=as_of - datetime.timedelta(days=first_age) if first_age else None,
        extra=extra,
    )


def _attachment(item: dict, day: datetime.date) -> dict:
    return {**item, "title": with_dates(item["title"], day)}


GUIDE_ROWS = (
    ("who", "申请条件"),
    ("basis", "设定依据"),
    ("where", "办理地点"),
    ("time", "办理时间"),
    ("phone", "咨询电话"),
    ("legal", "法定时限"),
    ("promised", "承诺时限"),
    ("fee", "收费"),
)


def _guides(as_of: datetime.datetime) -> Iterator[PageSpec]:
    """办事指南: the elements that inspection looks for, in one order."""
    data = files.read("guides.toml")
    for row in data["guide"]:
        facts = {**data["place"][row["site"]], **row}
        for name in row.get("omit", ()):
            facts.pop(name, None)
        day = rolled(row["date"], as_of.date())
        yield PageSpec(
            key=row["key"],
            site=row["site"],
            kind="guide",
            column="bszn" if row["site"] == "portal" else "bsfw",
            title=row["title"],
            when=at_office_hour(day, row["key"], as_of),
            body=_guide_body(facts),
            department=row["department"],
            summary=row["say"],
            keywords=("办事指南",),
        )


def _guide_body(facts: dict) -> str:
    rows = [f"| {label} | {facts[name]} |" for name, label in GUIDE_ROWS if name in facts]
    materials = "\n".join(f"- {item}" for item in facts["materials"])
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(facts["steps"], 1))
    table = "\n".join(["表：办理要素", "| 要素 | 内容 |", *rows])
    return f"{facts['say']}\n\n{table}\n\n## 办理材料\n\n{materials}\n\n## 办理流程\n\n{steps}"


def _services(as_of: datetime.datetime) -> Iterator[PageSpec]:
    day = as_of.date() - datetime.timedelta(days=40)
    for block in files.read("services.toml")["services"]:
        for number, (title, target, note) in enumerate(block["rows"], 1):
            key = f"{block['site']}.service.{block['column']}.{block['audience']}.{number}"
            # The first of a list is the newest, so that lists keep the order of the file.
            when = at_office_hour(day - datetime.timedelta(days=number), key, as_of)
            extra = {"target": target, "audience": block["audience"], "note": note}
            yield PageSpec(
                key=key,
                site=block["site"],
                kind="link",
                column=block["column"],
                title=title,
                when=when,
                department=_sponsor(block["site"]),
                extra=extra,
            )


def _leaders(as_of: datetime.datetime) -> Iterator[PageSpec]:
    day = as_of.date() - datetime.timedelta(days=90)
    for order, row in enumerate(files.read("people.toml")["leader"], 1):
        key = f"{row['site']}.leader.{row['name']}"
        extra = {name: row[name] for name in ("post", "duties", "resume", "portrait")}
        yield PageSpec(
            key=key,
            site=row["site"],
            kind="leader",
            column="ldjs" if _kind(row["site"]) == "department" else "ldzc",
            title=row["name"],
            when=at_office_hour(day, key, as_of),
            department=_sponsor(row["site"]),
            summary=row["post"],
            extra={**extra, "order": order},
        )


def _institutions(as_of: datetime.datetime) -> Iterator[PageSpec]:
    day = as_of.date() - datetime.timedelta(days=120)
    data = files.read("institutions.toml")
    for block in data["institutions"]:
        site, place = block["site"], data["place"][block["site"]]
        for order, (department, name, head, functions) in enumerate(block["rows"], 1):
            key = f"{site}.institution.{order}"
            extra = {
                "functions": functions,
                "head": head,
                "phone": f"{place['phone']}{order:02d}",
                "address": place["address"],
                "office_hours": place["hours"],
                "order": order,
            }
            yield PageSpec(
                key=key,
                site=site,
                kind="institution",
                column="nsjg" if _kind(site) == "department" else "jgzn",
                title=name,
                when=at_office_hour(day, key, as_of),
                department=department,
                summary=functions,
                extra=extra,
            )


def _plain_pages(as_of: datetime.datetime) -> Iterator[PageSpec]:
    """The statutory pages of the sites that have no own text for them."""
    day = as_of.date() - datetime.timedelta(days=300)
    for site in files.read("sites.toml")["site"]:
        if site["kind"] == "portal":
            continue
        facts = {
            "site": site["name"],
            "operator": site["operator"],
            "contact": site["contact_name"],
            "phone": site["contact_phone"],
            "email": site["contact_email"],
            "address": site["contact_address"],
        }
        for row in files.read("plain.toml")["page"]:
            key = f"{site['key']}.plain.{row['slug']}"
            body = row["body"].strip().format(**facts)
            yield PageSpec(
                key=key,
                site=site["key"],
                kind="plain",
                column="",
                title=row["title"],
                when=at_office_hour(day, key, as_of),
                body=body,
                department=site["sponsor"],
                summary=markup.first_sentences(body),
                slug=row["slug"],
            )


def _alerts(as_of: datetime.datetime) -> Iterator[PageSpec]:
    for row in files.read("sites.toml")["alert"]:
        starts = as_of + datetime.timedelta(days=row["from_days"])
        yield PageSpec(
            key=row["key"],
            site=row["site"],
            kind="alert",
            column="",
            title=row["title"],
            when=starts,
            department=_sponsor(row["site"]),
            extra={
                "level": row["level"],
                "scope": row["scope"],
                "text": with_dates(row["text"], as_of.date()),
                "starts_at": starts,
                "expires_at": as_of + datetime.timedelta(days=row["until_days"]),
            },
        )


def _site(key: str) -> dict:
    return next(site for site in files.read("sites.toml")["site"] if site["key"] == key)


def _sponsor(site: str) -> str:
    return _site(site)["sponsor"]


def _kind(site: str) -> str:
    return _site(site)["kind"]
