"""In which language a site is written, and where the same government is read in the other one."""

from __future__ import annotations

from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from wagtail.models import Site

from .models import Department, SiteKind, SiteLanguage, SiteRecord, SiteRecordQuerySet


def language_of(site: Site | None) -> SiteLanguage:
    """What the pages of `site` are written in."""
    record = getattr(site, "record", None)
    return SiteLanguage(record.language) if record else SiteLanguage.CHINESE


def host_in_other_language() -> Coalesce:
    """For a queryset of `Site`: the host of the open site in the other language, if there is one.

    It is one of the same sponsor; the site of a department may also lead to one of the government above it.
    """
    others = SiteRecord.objects.open().exclude(language=OuterRef("record__language"))
    of_sponsor = others.filter(sponsor=OuterRef("record__sponsor"))
    is_department = Exact(OuterRef("record__kind"), Value(SiteKind.DEPARTMENT))
    of_government = others.filter(is_department, sponsor=OuterRef("record__sponsor__parent"))
    return Coalesce(_host_of_first(of_sponsor), _host_of_first(of_government))


def _host_of_first(records: SiteRecordQuerySet) -> Subquery:
    portals_first = Case(When(kind=SiteKind.PORTAL, then=0), default=1)
    return Subquery(records.order_by(portals_first, "pk").values("site__hostname")[:1])


def name_on_pages(department: Department, language: str | None) -> str:
    """What pages in `language` call a department: its English name, if they are English and it has one."""
    return (department.english_name if language == SiteLanguage.ENGLISH else "") or department.name


def short_name_on_pages(department: Department, language: str | None) -> str:
    """As `name_on_pages`, for lists."""
    return (department.english_name if language == SiteLanguage.ENGLISH else "") or department.short_name
