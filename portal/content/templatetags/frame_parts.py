"""Parts of the frame that are the same on many pages, made once until something of the frame changes."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def metas(pairs: list[tuple[str, str]] | str) -> SafeString:
    """`{% metas frame.meta %}`: a `<meta>` for each name and content; none where a frame has none."""
    return format_html_join("\n  ", '<meta name="{}" content="{}">', pairs or [])


class PartNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str, varies: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.varies = nodelist, name, varies

    def render(self, context: Context) -> str:
        # Pages of the design and of errors have a frame that is made of plain values.
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
