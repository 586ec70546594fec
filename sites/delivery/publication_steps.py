"""What this room does after each publication: looks whether citizens get the page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from sites.editorial.after_publication import after_publication
from sites.editorial.visits import visit
from sites.pages.models import GovPage

from .copies.changes import turn


class NotVisibleError(Exception):
    """A page was published, and its public address does not show it."""


@after_publication("turns", gettext_lazy("Note when a page will be shown differently"))
def note_its_turns(page: GovPage) -> None:
    """Have the copies that show it made anew when an alert begins or ends, or a page is pinned no more."""
    _note(page)


def note_turns_of_all() -> None:
    """The same for every public page, where steps after publication were left out."""
    for page in Page.objects.live().specific().iterator():
        if isinstance(page, GovPage):
            _note(page)


@after_publication("visible", gettext_lazy("See that a published page is visible"), max_attempts=8)
def see_that_it_is_visible(page: GovPage) -> None:
    """Fetch the page as a citizen.

    Raises:
        NotVisibleError: nobody answered, or not as a page of this type does.
    """
    found = visit(page.full_url)
    if found.status != page.answers_with:
        raise NotVisibleError(
            _("%(address)s answers %(status)s.") % {"address": found.address, "status": found.status}
            if found.status
            else _("%(address)s does not answer.") % {"address": found.address}
        )


def _note(page: GovPage) -> None:
    for moment in page.turns():
        if moment > timezone.now():
            turn.enqueue_at(moment, page.pk)
