"""The bands of a home page: newest items by kind of column."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import Length, RowNumber, Substr

from . import frame as site_frame
from .listing import Item, as_item, with_list_relations

PER_COLUMN = 8
PER_BAND = 7
# The bands of kinds of column, under the names templates know.
KIND_BANDS = {
    "headlines": "news",
    "notices": "notices",
    "policy": "policy",
    "interpretation": "interpretation",
    "services": "services",
    "interaction": "interaction",
    "data": "data",
    "disclosure": "disclosure",
    "overview": "overview",
}


@dataclass(frozen=True)
class Band:
    title: str
    more_url: str
    items: list


def newest_by_column(columns: list, request) -> dict[int, list[Item]]:
    """The newest items of each column by the column's key, in one query (and one for renditions)."""
    newest: dict[int, list[Item]] = {column.pk: [] for column in columns}
    if not columns:
        return newest
    from .models import ColumnItem

    steplen = ColumnItem.steplen
    by_path = {column.path: column.pk for column in columns}
    within = Q()
    for path in by_path:
        within |= Q(path__gt=path, path__lt=f"{path}~", depth=len(path) // steplen + 1)
    items = ColumnItem.objects.live().filter(within)
    ranked = items.annotate(
        place=Window(
            RowNumber(),
            partition_by=Substr("path", 1, Length("path") - steplen),
            order_by=[F("display_date").desc(), F("pk").desc()],
        )
    ).filter(place__lte=PER_COLUMN)
    for page in with_list_relations(ranked).order_by("-display_date", "-pk"):
        newest[by_path[page.path[:-steplen]]].append(as_item(page, request))
    return newest


def bands_of(home, request) -> dict:
    """Everything the template of a home page shows; a band without items is None."""
    frame = site_frame.frame_of(request)
    columns = frame.columns
    newest = newest_by_column([column for column in columns if column.kind in KIND_BANDS.values()], request)
    bands = {
        name: _band([column for column in columns if column.kind == kind], newest, request)
        for name, kind in KIND_BANDS.items()
    }
    headlines = bands["headlines"]
    lead = _lead(headlines)
    return {
        **bands,
        "lead": lead,
        "headlines": _without(headlines, lead),
        "services": _service_groups(columns, newest, request),
        "leaders": _leaders(columns, request),
        "topics": [{"title": topic.title, "url": topic.get_url(request)} for topic in frame.topics[:PER_BAND]],
        "institution": None,
    }


def _band(columns: list, newest: dict[int, list[Item]], request) -> Band | None:
    items = [item for column in columns for item in newest[column.pk]]
    if not items:
        return None
    items.sort(key=lambda item: item.date, reverse=True)
    return Band(columns[0].title, columns[0].get_url(request), items[: PER_BAND + 1])


def _lead(band: Band | None) -> Item | None:
    """The newest story with a picture; without any, the newest story."""
    if band is None:
        return None
    return next((item for item in band.items if item.image), band.items[0])


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


def _leaders(columns: list, request) -> list[dict]:
    from .models import Leader

    column = next((column for column in columns if column.kind == "leaders"), None)
    if column is None:
        return []
    people = Leader.objects.live().child_of(column).order_by("order", "pk")[:12]
    return [{"title": leader.title, "post": leader.post, "url": leader.get_url(request)} for leader in people]
