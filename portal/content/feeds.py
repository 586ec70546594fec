"""RSS of a column."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from wagtail.models import Site

from sites.registry.addresses import public_root

from . import listing

FEED_LENGTH = 30


def column_feed(request: HttpRequest, column) -> HttpResponse:
    """Return the newest items of `column` as RSS 2.0."""
    root = public_root(Site.find_for_request(request))
    address = f"{root}{column.get_url(request)}"
    feed = Rss201rev2Feed(
        title=column.title,
        link=address,
        description=column.summary or column.title,
        language="zh-CN",
        feed_url=f"{address}feed/",
    )
    for page in listing.items_below(column).order_by("-display_date", "-pk")[:FEED_LENGTH]:
        feed.add_item(
            title=page.title,
            link=page.get_full_url(request),
            description=page.summary,
            pubdate=page.display_date,
            author_name=page.department.name if page.department else None,
            unique_id=str(page.pk),
            unique_id_is_permalink=False,
        )
    response = HttpResponse(content_type="application/rss+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
