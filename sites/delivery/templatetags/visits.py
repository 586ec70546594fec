"""Asks readers at the foot of a page whether it was of use."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from sites.delivery.visits.terms import terms

register = template.Library()


@register.inclusion_tag("components/useful.html", takes_context=True)
def ask_whether_useful(context: Context, page: Any) -> dict[str, object]:
    """The question about `page`: a form, the same for every reader."""
    answers = terms().answers.values()
    return {
        "frame": context.get("frame"),
        "action": reverse("useful"),
        "key": getattr(page, "pk", None),
        "yes": [answer for answer in answers if answer.is_useful],
        "reasons": [answer for answer in answers if not answer.is_useful],
    }
