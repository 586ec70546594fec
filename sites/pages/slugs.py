"""Slugs of date and serial, as municipal sites use: they never depend on a Chinese title."""

from __future__ import annotations

import datetime
import re

from wagtail.models import Page

_SERIAL = re.compile(r"-(\d+)$")


def next_slug(parent: Page, day: datetime.date) -> str:
    """Return the next free slug below `parent` for `day`: `20261121-0001`."""
    prefix = day.strftime("%Y%m%d")
    taken = parent.get_children().filter(slug__startswith=f"{prefix}-").values_list("slug", flat=True)
    serials = [int(match.group(1)) for slug in taken if (match := _SERIAL.search(slug))]
    return f"{prefix}-{max(serials, default=0) + 1:04d}"
