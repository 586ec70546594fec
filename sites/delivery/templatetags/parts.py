"""Parts that are the same on many pages of a site, made once until what surrounds its pages changes."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

register = template.Library()


class PartNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str, varies: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.varies = nodelist, name, varies

    def render(self, context: Context) -> str:
        # What may be kept, and for how long, the frame knows; that of samples and of errors keeps nothing.
        made = getattr(context.get("frame"), "made", None)
        if made is None:
            return self.nodelist.render(context)
        key = (self.name, get_language(), *(part.resolve(context) for part in self.varies))
        if key not in made:
            made[key] = self.nodelist.render(context)
        return made[key]


@register.tag
def part(parser: Parser, token: Token) -> PartNode:
    """`{% part "name" what it varies by %} … {% endpart %}`: nothing else of the request may show within."""
    _tag, name, *varies = token.split_contents()
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(nodelist, name, [parser.compile_filter(each) for each in varies])
