"""RSS of a column."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from wagtail.models import Site

from sites.registry.addresses import public_root
from sites.registry.languages import language_of, name_on_pages
from sites.registry.models import LANGUAGE_TAGS

from . import listing

FEED_LENGTH = 30


def column_feed(request: HttpRequest, column) -> HttpResponse:
    """Return the newest items of `column` as RSS 2.0."""
    site = Site.find_for_request(request)
    root, language = public_root(site), language_of(site)
    address = f"{root}{column.get_url(request)}"
    feed = Rss201rev2Feed(
        title=column.title,
        link=address,
        description=column.summary or column.title,
        language=LANGUAGE_TAGS[language],
        feed_url=f"{address}feed/",
    )
    for page in listing.newest_below(column, FEED_LENGTH):
        feed.add_item(
            title=page.title,
            link=page.get_full_url(request),
            description=page.summary,
            pubdate=page.display_date,
            author_name=name_on_pages(page.department, language) if page.department else None,
            unique_id=str(page.pk),
            unique_id_is_permalink=False,
        )
    response = HttpResponse(content_type="application/rss+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
