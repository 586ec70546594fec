"""Where this room shows pages in public: copies on other sites."""

from __future__ import annotations

from collections.abc import Iterator

from sites.editorial.public_places import copies_pages
from sites.pages.models import GovPage

from .models import Copy


@copies_pages
def copies(page: GovPage) -> Iterator[str]:
    for copy in Copy.objects.of_source(page.pk):
        if copy.page.live:
            yield copy.page.full_url
