"""What this room does after each publication."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.search.backends import get_search_backends
from wagtail.search.index import get_indexed_instance

from sites.pages.models import GovPage

from .after_publication import after_publication
from .rules import likeness


@after_publication("index", _("Bring a published page up to date in the search index"))
def update_index(page: GovPage) -> None:
    """Write the page's entry of the index.

    Wagtail writes it as well, once: where the index is a service that does not answer just then, it only logs
    that; and a queue outside the database may lose the order.
    """
    indexed = get_indexed_instance(page)
    if indexed is not None:
        for backend in get_search_backends(with_auto_update=True):
            backend.add(indexed)


@after_publication("likeness", _("Remember a published text, to notice it when it comes as new again"))
def remember_text(page: GovPage) -> None:
    likeness.remember(page)
