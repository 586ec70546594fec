"""What this room does after each publication: looks whether citizens get the page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites.editorial.after_publication import after_publication
from sites.editorial.visits import visit
from sites.pages.models import GovPage


class NotVisibleError(Exception):
    """A page was published, and its public address does not show it."""


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
