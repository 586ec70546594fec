"""Page tags as HTML has them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def metas(pairs: list[tuple[str, str]] | str) -> SafeString:
    """`{% metas frame.meta %}`: a `<meta>` for each name and content; none where a frame has none."""
    return format_html_join("\n  ", '<meta name="{}" content="{}">', pairs or [])
