"""Days as lists show them."""

from __future__ import annotations

import datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def day(moment: datetime.datetime | datetime.date) -> SafeString:
    """`{% day item.date %}`: the day of a moment where the installation stands, as a `<time>`.

    The `date` filter would do, twice an entry; a list has dozens of few days, and here each is written once.
    """
    local = timezone.localtime(moment).date() if isinstance(moment, datetime.datetime) else moment
    return _as_time(local, get_language())


@lru_cache(maxsize=4096)
def _as_time(shown: datetime.date, _language: str | None) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', shown.isoformat(), in_words(shown, _("j M Y")))
