"""Leaves some texts on the desks of the office: drafts, texts under review, a text that was returned."""

from __future__ import annotations

import datetime

from django.db import transaction

from sites.editorial.levels import steps
from sites.editorial.operations import return_to_author, submit

from . import files, markup
from .model import Municipality, PageSpec
from .page_making import PageMaker


def leave_unfinished(town: Municipality, maker: PageMaker) -> None:
    """Bring each text of `desk.toml` as far as its `state` says: draft, returned, or a step it waits for."""
    sites = {site["key"] for site in town.sites}
    for row in files.read("desk.toml")["text"]:
        key = f"desk:{row['key']}"
        if row["site"] in sites and not maker.is_made(key):
            _leave(_spec(row, key, town), row["state"], row.get("reason", ""), maker)


def _spec(row: dict, key: str, town: Municipality) -> PageSpec:
    return PageSpec(
        key=key,
        site=row["site"],
        kind="article",
        column=row["column"],
        title=row["title"],
        when=town.as_of - datetime.timedelta(hours=row["hours_ago"]),
        body=row["body"],
        department=row["department"],
        summary=markup.first_sentences(row["body"]),
        keywords=tuple(row["keywords"]),
    )


@transaction.atomic
def _leave(spec: PageSpec, state: str, reason: str, maker: PageMaker) -> None:
    page, author = maker.add(spec), maker.author(spec.site, spec.key)
    page.save_revision(user=author, clean=False)
    if state != "draft":
        submit(page, by=author)
    if state in steps():
        maker.approve_up_to(state, page, spec.site)
    if state == "returned":
        return_to_author(page, by=maker.person(spec.site, "reviewer"), reason=reason)
    maker.remember(spec.key, page)
