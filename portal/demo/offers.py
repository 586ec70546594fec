"""Leaves some submissions between sites: columns that take them, pages that wait for an answer."""

from __future__ import annotations

from wagtail.models import Page

from portal.content.models import Article, Column
from sites.registry.models import SiteRecord
from sites.submissions import operations
from sites.submissions.models import Submission

from . import files
from .model import Municipality
from .page_making import PageMaker


def leave_offers(town: Municipality, records: dict[str, SiteRecord], maker: PageMaker) -> None:
    """Open the columns of `offers.toml`, and have each unit offer its newest article."""
    data = files.read("offers.toml")
    for row in data["column"]:
        column = _column(records[row["site"]], row["slug"])
        operations.open_column(column, maker.person(row["site"], "editor"))
    offered = set(Submission.objects.values_list("source_site_code", flat=True))
    for row in data["offer"]:
        if row["site"] in records and records[row["site"]].code not in offered:
            _offer(row, records, maker)


def _offer(row: dict, records: dict[str, SiteRecord], maker: PageMaker) -> None:
    column = _column(records[row["to"]], row["slug"])
    newest = (
        Article.objects.live().descendant_of(records[row["site"]].site.root_page).order_by("-display_date")
    )
    there = Page.objects.live().descendant_of(records[row["to"]].site.root_page).values("title")
    page = newest.exclude(title__in=there).first()
    if page is not None:
        operations.offer(page, column, maker.person(row["site"], "editor"), row["reason"])


def _column(record: SiteRecord, slug: str) -> Column:
    return Column.objects.descendant_of(record.site.root_page).get(slug=slug)
