"""What this room lets readers find."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from wagtail.models import Page, Site

from search.sources import Hit, excluded, searchable, source

from .models import (
    Alert,
    Article,
    Column,
    ColumnItem,
    CountyHome,
    DepartmentHome,
    Institution,
    Leader,
    LinkItem,
    PlainPage,
    PortalHome,
    Topic,
)

FOUND = (Article, Column, Institution, Leader, LinkItem, PlainPage, Topic)
searchable(*FOUND)
excluded(Alert, "An alert is on every page while it matters, and misleads afterwards.")
excluded(ColumnItem, "Found as an article or a link.")
for home in (CountyHome, DepartmentHome, PortalHome):
    excluded(home, "The reader of a result is already on the site.")


@source
def pages(site: Site, words: list[str], limit: int) -> list[Hit]:
    """Published pages of `site` whose titles contain all words, newest first."""
    root = site.root_page
    types = ContentType.objects.get_for_models(*FOUND)
    titled = Q()
    for word in words:
        titled &= Q(title__icontains=word)
    found = (
        Page.objects.live()
        .filter(titled, path__gt=root.path, path__lt=f"{root.path}~", content_type__in=types.values())
        .annotate(date=Coalesce("columnitem__display_date", "first_published_at"))
        .annotate(summary=F("columnitem__summary"))
        .order_by(F("date").desc(nulls_last=True), "-pk")
    )
    names = {content_type.pk: model._meta.verbose_name for model, content_type in types.items()}
    return [
        Hit(
            page.title,
            page.get_url(current_site=site) or "",
            page.date,
            page.summary or "",
            str(names[page.content_type_id]),
        )
        for page in found[:limit]
    ]
