"""What a page is besides its words: two versions with the same skeleton differ in words only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import URLField
from selectolax.lexbor import LexborHTMLParser
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField

from . import seen, texts

if TYPE_CHECKING:
    from .models import GovPage

# What only says how words look or where lines end. Any other tag, and any attribute, is more than words.
_PLAIN = {"html", "head", "body", "p", "br", "b", "strong", "i", "em", "sub", "sup", "ol", "ul", "li"}
# The editor numbers paragraphs anew as it likes; nobody sees it.
_NUMBER_OF_PARAGRAPH = "data-block-key"


def skeleton(page: GovPage) -> str:
    """All that the public sees of `page` as it is in memory, every text left out; JSON.

    Links, files, pictures, dates, addresses, and which blocks there are in which order, all belong to it.
    """
    form = seen.form(page)
    for field in texts.fields(page):
        if isinstance(field, URLField):
            continue
        value = field.value_from_object(page)
        if isinstance(field, StreamField):
            bare: Any = [[child.block_type, child.id, _bones(child)] for child in value or []]
        else:
            bare = _tags(str(value or "")) if isinstance(field, RichTextField) else None
        form["fields"][field.name] = bare
    return json.dumps(form, cls=DjangoJSONEncoder, sort_keys=True)


def _bones(child: Any) -> list[Any]:
    """What each leaf of a bound block is besides its words."""
    return [_of_leaf(leaf.block, leaf.value) for leaf in texts.leaves(child)]


def _of_leaf(block: Any, value: Any) -> Any:
    if isinstance(block, blocks.RichTextBlock):
        return _tags(value.source)
    if isinstance(block, BaseTypedTableBlock):
        columns = [column["block"].name for column in value.columns] if value else []
        cells = [[_of_leaf(cell.block, cell.value) for cell in row] for row in value.rows] if value else []
        return [columns, cells]
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return None
    return block.get_prep_value(value)


def _tags(html: str) -> list[Any]:
    """The tags of rich text that are more than words, in order: links, pictures, what is embedded."""
    found = []
    for node in LexborHTMLParser(html).css("*"):
        more = {name: value for name, value in node.attributes.items() if name != _NUMBER_OF_PARAGRAPH}
        if more or node.tag not in _PLAIN:
            found.append([node.tag, more])
    return found
