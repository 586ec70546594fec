"""Page tags (网页标签) as the guideline for government websites asks.

Three on home pages, seven on columns, ten on articles. Source: 《政府网站发展指引》国办发〔2017〕47号.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from sites.registry.addresses import public_root
from sites.registry.languages import name_on_pages

if TYPE_CHECKING:
    from .frame import SiteFrame


def tags(frame: SiteFrame) -> list[tuple[str, str]]:
    """Return name and content of each tag the current page must carry."""
    if frame.site is None or frame.page is None:
        return []
    result = _site_tags(frame)
    column = frame.current_column
    if column is not None:
        result += _column_tags(column)
    if frame.page.depth > frame.site.root_page.depth and frame.page != column:
        result += _article_tags(frame)
    return result


def _site_tags(frame: SiteFrame) -> list[tuple[str, str]]:
    return [
        ("SiteName", frame.site_name),
        ("SiteDomain", public_root(frame.site).split("://")[1]),
        ("SiteIDCode", frame.record.site_id_code if frame.record else ""),
    ]


def _column_tags(column) -> list[tuple[str, str]]:
    return [
        ("ColumnName", column.title),
        ("ColumnDescription", column.summary or column.title),
        ("ColumnKeywords", column.keywords or column.title),
        ("ColumnType", column.rule.name),
    ]


def _article_tags(frame: SiteFrame) -> list[tuple[str, str]]:
    page = frame.page
    published = timezone.localtime(page.display_date).strftime("%Y-%m-%d %H:%M")
    of_department = name_on_pages(page.department, frame.language) if page.department else ""
    source = page.source_name or of_department or frame.site_name
    return [("ArticleTitle", page.title), ("PubDate", published), ("ContentSource", source)]
