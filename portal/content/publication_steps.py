"""What this room does after each publication: lets page and files be found, until they are public no more."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search import entries
from search.sources import sources
from sites.editorial.after_publication import after_publication
from sites.jobs.background import background_task
from sites.media.models import SiteDocument
from sites.media.visibility import is_on_a_public_page
from sites.pages.models import GovPage

from . import search_files
from .search_files import Files
from .search_sources import Pages


@after_publication("search", _("Let readers find a published page"))
def let_it_be_found(page: GovPage) -> None:
    entries.put(Pages.name, sources()[Pages.name].documents([str(page.pk)]))
    # After the page, which need not wait until files are read.
    search_files.bring_up_to_date({*search_files.keys_kept_of(page.pk), *search_files.keys_on(page.pk)})


@transaction.atomic
def forget(sender: type[Page], instance: Page, **_kwargs: object) -> None:
    """Let a page and its files be found no more (receives `page_unpublished` and `post_delete`)."""
    if issubclass(sender, GovPage):
        entries.remove(Pages.name, [str(instance.pk)])
        entries.remove(Files.name, search_files.keys_kept_of(instance.pk))


@background_task(title=_("Let readers find a changed file"))
def find_changed_file(document: int) -> None:
    file = SiteDocument.objects.filter(pk=document).first()
    if file is not None:
        search_files.bring_up_to_date(search_files.keys_of_file(file))


def follow_file(sender: type[SiteDocument], instance: SiteDocument, created: bool, **_kwargs: object) -> None:
    """Have a file that changed found as it is now, if a page offers it (receives `post_save`)."""
    if not created and is_on_a_public_page(instance):
        find_changed_file.enqueue(instance.pk)


def forget_file(sender: type[SiteDocument], instance: SiteDocument, **_kwargs: object) -> None:
    """Let a file be found no more (receives `pre_delete`, when it is still known where it stood)."""
    entries.remove(Files.name, search_files.keys_of_file(instance))
