"""Of which page a copy is, and of which signed text: what leads from a stored file to the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from sites.pages import seen
from sites.pages.models import GovPage


@dataclass(frozen=True)
class Origin:
    """What a copy was made from.

    Attributes:
        page: key of the page.
        revision: key of its version that is live; None for what a site began with.
        algorithm: how the digest is computed, `sha256` or `sm3`.
        digest: of what the public sees of the page (`sites.pages.seen`); the ledger's entry of its
            publication has the same.
    """

    page: int
    revision: int | None
    algorithm: str
    digest: str


def origin_of(request: HttpRequest) -> Origin | None:
    """The page that was just served, as it was in memory; None when none was."""
    route = getattr(request, "_wagtail_route_for_request", None)
    if route is None or not isinstance(route.page, GovPage):
        return None
    page, algorithm = route.page, settings.LEDGER_ALGORITHM
    return Origin(page.pk, page.live_revision_id, algorithm, seen.digest(page, algorithm))
