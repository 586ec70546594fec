"""What a new page begins with in the office, so that editors type less and forget nothing."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import init_new_page

from sites.registry.models import SiteRecord

from .models import GovPage

HOME_DEPTH = 2


@receiver(init_new_page)
def fill_in(sender: Any, page: Page, parent: Page, **kwargs: Any) -> None:
    """The department of the column (or the site's sponsor) answers, through whoever begins the page."""
    if not isinstance(page, GovPage):
        return
    if page.department_id is None:
        page.department_id = getattr(parent.specific, "department_id", None) or _sponsor_of(parent)
    if page.responsible_person_id is None:
        page.responsible_person = page.owner


def _sponsor_of(parent: Page) -> int | None:
    home = parent.path[: HOME_DEPTH * Page.steplen]
    return SiteRecord.objects.filter(site__root_page__path=home).values_list("sponsor_id", flat=True).first()
