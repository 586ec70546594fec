"""What lists show, read with a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Case, F, Q, QuerySet, Value, When, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.images.models import AbstractRendition
from wagtail.models import Page, Site

from sites.delivery.copies import tags
from sites.delivery.copies.remembered import Remembered
from sites.delivery.leaving import way_to
from sites.media.models import SiteImage
from sites.pages.addresses import address_on
from sites.registry.languages import short_name_on_pages

from .newest import in_list_order

PAGE_SIZE = 20
RELATED_COUNT = 6
COVER_SPEC = "fill-480x300|format-webp|webpquality-75"
LEAD_SPEC = "fill-960x600|format-webp|webpquality-75"


_SHOWN_IN_LISTS = (
    *("path", "url_path", "title", "listed_in", "summary", "display_date", "cover"),
    *("department__name", "department__short_name", "department__english_name"),
    *("linkitem__link_url", "linkitem__note", "linkitem__audience"),
)


@dataclass(frozen=True)
class Item:
    """One entry of a list."""

    title: str
    url: str
    date: datetime.datetime | None = None
    summary: str = ""
    cover: SiteImage | None = None
    department_name: str = ""
    is_external: bool = False
    pinned: bool = False
    kind: str = "article"
    note: str = ""
    audience: str = ""

    @property
    def image(self) -> AbstractRendition | None:
        """The cover in the size of lists; made only when a template shows it."""
        return self.cover.get_rendition(COVER_SPEC) if self.cover else None

    @property
    def large_image(self) -> AbstractRendition | None:
        """The cover in the size of a lead story."""
        return self.cover.get_rendition(LEAD_SPEC) if self.cover else None


def _ordered(items: QuerySet) -> QuerySet:
    """Pinned ones first, then by display date."""
    today = timezone.localdate()
    return items.annotate(
        is_pinned=Case(When(pinned_until__gte=today, then=Value(1)), default=Value(0))
    ).order_by("-is_pinned", "-display_date", "-pk")


def with_list_relations(items: QuerySet) -> QuerySet:
    """Items with what lists show of them, and no more: most columns of a page are for its editors."""
    return items.select_related("linkitem", "department", "cover").only(*_SHOWN_IN_LISTS)


def read_sizes(pictures: Iterable[SiteImage | None]) -> None:
    """Read in one query in which sizes there are these pictures, however many lists they stand in."""
    prefetch_related_objects([picture for picture in pictures if picture is not None], "renditions")


# By the path of the column: counting takes as long as it is long.
_counts: Remembered[int] = Remembered()


class Items:
    """The published items of a column or topic in list order, for a `Paginator` or a slice."""

    def __init__(self, parent) -> None:
        self.parent = parent
        tags.collect(tags.inside(parent.path))

    def count(self) -> int:
        path = self.parent.path
        found = _counts.get(path, _listed_in(self.parent.pk).count, lambda _count: [tags.inside(path)])
        return found or 0

    def __getitem__(self, part: slice) -> list:
        from .models import ColumnItem

        keys = in_list_order(self.parent.pk, part.start or 0, part.stop)
        return list(_ordered(with_list_relations(ColumnItem.objects.filter(pk__in=keys))))


def newest_below(parent, count: int) -> QuerySet:
    """The newest published items of a column, pinned or not."""
    tags.collect(tags.inside(parent.path))
    return with_list_relations(_listed_in(parent.pk)).order_by("-display_date", "-pk")[:count]


def _listed_in(parent: int) -> QuerySet:
    from .models import ColumnItem

    return ColumnItem.objects.filter(listed_in=parent, live=True)


def _right_below(parent, model: type[Page]) -> QuerySet:
    """The published pages of a type right below another."""
    # A range, not LIKE: SQLite uses the index on path only for the range.
    below = {"path__gt": parent.path, "path__lt": f"{parent.path}~", "depth": parent.depth + 1}
    return model.objects.live().filter(**below)


def as_items(pages: Iterable, request=None) -> list[Item]:
    return [as_item(page, request) for page in pages]


def as_item(page, request=None) -> Item:
    link = _link(page)
    return Item(
        title=page.title,
        url=(way_to(link.link_url) if link and link.link_url else page.get_url(request)) or "",
        date=page.display_date,
        summary=page.summary,
        cover=page.cover,
        department_name=short_name_on_pages(page.department, get_language()) if page.department_id else "",
        is_external=bool(link and link.link_url),
        pinned=bool(getattr(page, "is_pinned", 0)),
        kind="link" if link else "article",
        note=link.note if link else "",
        audience=link.audience if link else "",
    )


def _link(page):
    """The link of an item, or None for an article."""
    return getattr(page, "linkitem", None)


def related(article, request) -> list[Item]:
    """The items of the article's column right before it in time.

    Not the newest: then each new item would change every article of the column.
    """
    here = article.display_date
    # Both conditions on the date: the first is a range of the index, the second sorts out its end.
    earlier = _listed_in(article.listed_in).filter(
        Q(display_date__lt=here) | Q(pk__lt=article.pk), display_date__lte=here
    )
    rows = earlier.order_by("-display_date", "-pk").values_list("pk", "title", "url_path", "display_date")
    found, site = list(rows[:RELATED_COUNT]), Site.find_for_request(request)
    tags.collect(*(tags.page(key) for key, *_shown in found))
    return [
        Item(title=title, url=address_on(site, url_path) or "", date=date)
        for _key, title, url_path, date in found
    ]


def naming_as_related(item) -> list[int]:
    """Keys of the articles that name `item` as related, or would if it were public."""
    here = item.display_date
    later = _listed_in(item.listed_in).filter(
        Q(display_date__gt=here) | Q(pk__gt=item.pk), display_date__gte=here
    )
    return list(later.order_by("display_date", "pk").values_list("pk", flat=True)[:RELATED_COUNT])


def leaders(column, request, count: int | None = None) -> list[dict]:
    """The leaders of a column in their official order, at most `count`."""
    from .models import Leader

    tags.collect(tags.inside(column.path))
    rows = _right_below(column, Leader).order_by("order", "pk").select_related("photo")
    shown = rows.only("title", "url_path", "post", "photo")[:count]
    return [
        {"title": row.title, "url": row.get_url(request), "post": row.post, "photo": row.photo}
        for row in shown
    ]


def institutions(column, request) -> list[dict]:
    """The institutions of a column in their official order."""
    from .models import Institution

    tags.collect(tags.inside(column.path))
    rows = _right_below(column, Institution).order_by("order", "pk").only("title", "url_path")
    return [{"title": row.title, "url": row.get_url(request)} for row in rows]


def topics(column, request, count: int | None = None) -> list[dict]:
    """Topics in progress first, then those that were closed; at most `count`."""
    from .models import Topic

    tags.collect(tags.inside(column.path))
    order = F("closed_on").desc(nulls_first=True), "-opened_on"
    rows = _right_below(column, Topic).order_by(*order).select_related("cover")
    shown = rows.only("title", "url_path", "summary", "cover", "closed_on")[:count]
    return [
        {
            "title": row.title,
            "url": row.get_url(request),
            "cover": row.cover,
            "summary": row.summary,
            "is_archived": row.is_archived,
        }
        for row in shown
    ]


def sections(parent, request) -> list[dict]:
    """The columns right below `parent`, each with its newest items."""
    from .home_bands import newest_by_column
    from .models import Column

    tags.collect(tags.inside(parent.path))
    below = list(Column.objects.live().child_of(parent).order_by("path"))
    items = newest_by_column(below, request)
    return [
        {
            "title": column.title,
            "more_url": column.get_url(request),
            "items": items[column.pk],
            "column": column,
        }
        for column in below
    ]


def contents(body) -> list[dict]:
    """The headings of a body that can be linked to, for its table of contents."""
    headings = [block.value for block in body if block.block_type == "heading" and block.value["anchor"]]
    return [
        {"text": value["text"], "anchor": value["anchor"], "level": int(value["level"])} for value in headings
    ]


def files(attachments) -> list[dict]:
    """The attached files: title, address, extension and size in bytes."""
    rows = []
    for block in attachments:
        document = block.value["document"]
        if document is None:
            continue
        rows.append(
            {
                "title": block.value["title"] or document.title,
                "url": document.url,
                "extension": Path(document.file.name).suffix.lstrip(".").lower(),
                "size": document.file_size,
            }
        )
    return rows
