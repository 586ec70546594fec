"""Makes the columns a site has beyond the standard ones, and writes what home pages say."""

from __future__ import annotations

import json
import uuid

from django.db import transaction

from portal.content.models import Column
from sites.registry.addresses import public_root
from sites.registry.models import SiteRecord

from .model import Municipality
from .page_making import PageMaker


def extra_columns(town: Municipality, records: dict[str, SiteRecord], maker: PageMaker) -> None:
    for row in town.columns:
        key = f"{row['site']}:{row['slug']}"
        if maker.is_made(key):
            continue
        record = records[row["site"]]
        root = record.site.root_page
        parent = Column.objects.descendant_of(root).get(slug=row["parent"]) if row["parent"] else root
        column = Column(
            title=row["title"],
            slug=row["slug"],
            kind=row["kind"],
            live=False,
            show_in_menus=True,
            department=record.sponsor,
            summary=row["summary"],
            list_style=row["list_style"],
            keywords=row["title"],
            owner_person=record.principal,
            deputy=record.deputy,
        )
        with transaction.atomic():
            parent.add_child(instance=column)
            maker.put_through_review(column, row["site"], key)
            maker.remember(key, column)


def home_pages(town: Municipality, records: dict[str, SiteRecord], maker: PageMaker) -> None:
    """Fill the link area of each home page: higher and lower governments, departments."""
    for site, record in records.items():
        key = f"{site}:home"
        if maker.is_made(key):
            continue
        home = record.site.root_page.specific
        groups = [group for group in town.link_groups if site in group["sites"]]
        home.link_area = json.dumps([_group(group, records) for group in groups])
        row = next(row for row in town.sites if row["key"] == site)
        home.summary = row.get("summary") or _what_it_does(record, town)
        home.keywords = row.get("keywords") or f"{record.sponsor.short_name} 政务公开 政务服务"
        with transaction.atomic():
            maker.put_through_review(home, site, "home")
            maker.remember(key, home)


def _what_it_does(record: SiteRecord, town: Municipality) -> str:
    """For the site of a department its duties, as the portal gives them."""
    for page in town.pages:
        if page.kind == "institution" and page.title == record.sponsor.name:
            return page.summary
    return f"{record.name}网站发布政府信息、提供办事服务、与公众互动。"


def _group(group: dict, records: dict[str, SiteRecord]) -> dict:
    links = []
    for link in group["links"]:
        if "url" in link:
            links.append({"title": link["title"], "url": link["url"]})
        elif link["site"] in records:
            record = records[link["site"]]
            links.append({"title": record.name, "url": f"{public_root(record.site)}/"})
    items = [{"type": "item", "value": link, "id": str(uuid.uuid4())} for link in links]
    return {"type": "group", "value": {"title": group["title"], "links": items}}
