"""The bands of a home page: newest items by kind of column."""

from __future__ import annotations

from dataclasses import dataclass

from sites.delivery.copies import tags

from . import frame as site_frame
from .listing import Item, as_item, leaders, read_sizes, topics, with_list_relations
from .newest import newest_of_each

PER_COLUMN = 8
PER_BAND = 7
LEADERS = 8
TOPICS = 4
# The bands of kinds of column, under the names templates know.
KIND_BANDS = {
    "notices": "notices",
    "policy": "policy",
    "interpretation": "interpretation",
    "interaction": "interaction",
    "data": "data",
}
SHOWN_KINDS = {*KIND_BANDS.values(), "news", "services"}


@dataclass(frozen=True)
class Band:
    title: str
    more_url: str
    items: list


def newest_by_column(columns: list, request) -> dict[int, list[Item]]:
    """The newest items of each column by the column's key, in one query."""
    found: dict[int, list[Item]] = {column.pk: [] for column in columns}
    if not columns:
        return found
    from .models import ColumnItem

    tags.collect(*(tags.inside(column.path) for column in columns))
    items = ColumnItem.objects.filter(pk__in=newest_of_each(found, PER_COLUMN))
    for page in with_list_relations(items).order_by("-display_date", "-pk"):
        found[page.listed_in].append(as_item(page, request))
    return found


def bands_of(home, request) -> dict:
    """Everything the template of a home page shows; a band without items is None."""
    frame = site_frame.frame_of(request)
    columns = frame.columns
    newest = newest_by_column([column for column in columns if column.kind in SHOWN_KINDS], request)
    bands = {
        name: _band([column for column in columns if column.kind == kind], newest, request)
        for name, kind in KIND_BANDS.items()
    }
    news = [column for column in columns if column.kind == "news"]
    headlines = _band(news[:1], newest, request)
    lead = _lead(headlines)
    leaders_column = _first_of_kind(columns, "leaders")
    topics_column = _first_of_kind(columns, "topics")
    people = leaders(leaders_column, request, LEADERS) if leaders_column else []
    current = topics(topics_column, request, TOPICS) if topics_column else []
    read_sizes(
        [
            lead.cover if lead else None,
            *(each["photo"] for each in people),
            *(each["cover"] for each in current),
        ]
    )
    return {
        **bands,
        "lead": lead,
        "headlines": _without(headlines, lead),
        "departments_news": _band(news[1:], newest, request),
        "services": _service_groups(columns, newest, request),
        "leaders": people,
        "topics": current,
    }


def bands_of_columns(request) -> dict:
    """What the home page of an English site shows: its news, then every other channel in its order."""
    frame = site_frame.frame_of(request)
    depth = frame.site.root_page.depth + 1
    columns = [column for column in frame.columns if column.depth == depth]
    newest = newest_by_column(columns, request)
    news = [column for column in columns if column.kind == "news"][:1]
    headlines = _band(news, newest, request)
    lead = _lead(headlines)
    others = [_band([column], newest, request) for column in columns if column not in news]
    read_sizes(item.cover for items in newest.values() for item in items)
    return {
        "lead": lead,
        "headlines": _without(headlines, lead),
        "channels": [band for band in others if band],
    }


def _band(columns: list, newest: dict[int, list[Item]], request) -> Band | None:
    items = [item for column in columns for item in newest[column.pk]]
    if not items:
        return None
    items.sort(key=lambda item: item.date.timestamp() if item.date else 0.0, reverse=True)
    return Band(columns[0].title, columns[0].get_url(request), items[: PER_BAND + 1])


def _lead(band: Band | None) -> Item | None:
    """The newest story with a picture; without any, the newest story."""
    if band is None:
        return None
    return next((item for item in band.items if item.cover), band.items[0])


def _without(band: Band | None, lead: Item | None) -> Band | None:
    if band is None:
        return None
    return Band(band.title, band.more_url, [item for item in band.items if item is not lead][:PER_BAND])


def _service_groups(columns: list, newest: dict[int, list[Item]], request) -> list[Band]:
    services = [column for column in columns if column.kind == "services"]
    return [
        Band(column.title, column.get_url(request), newest[column.pk][:PER_COLUMN])
        for column in services
        if newest[column.pk]
    ]


def _first_of_kind(columns: list, kind: str):
    return next((column for column in columns if column.kind == kind), None)
