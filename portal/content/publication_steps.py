"""What this room does after each publication: lets the page be found, until it is public no more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search import entries
from search.sources import sources
from sites.editorial.after_publication import after_publication
from sites.pages.models import GovPage

from .search_sources import Pages


@after_publication("search", _("Let readers find a published page"))
def let_it_be_found(page: GovPage) -> None:
    entries.put(Pages.name, sources()[Pages.name].documents([str(page.pk)]))


def forget(sender: type[Page], instance: Page, **_kwargs: object) -> None:
    """Let a page be found no more (receives `page_unpublished` and `post_delete`)."""
    if issubclass(sender, GovPage):
        entries.remove(Pages.name, [str(instance.pk)])
