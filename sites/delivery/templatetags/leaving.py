"""Links that may lead out of the government's websites."""

from django import template

from sites.delivery import leaving

register = template.Library()


@register.filter
def way_to(address: str) -> str:
    """`href="{{ page.source_url|way_to }}"`: with the notice before it where it leads outside."""
    return leaving.way_to(address)
