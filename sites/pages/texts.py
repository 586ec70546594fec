"""The text of a page by places: what checks read, what versions are compared by, what a remark points at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Field, TextField, URLField
from django.utils.text import capfirst
from selectolax.lexbor import LexborHTMLParser
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField

from . import seen

if TYPE_CHECKING:
    from .models import GovPage

# In the order in which a reader meets them; all others follow in the order of the model.
_FIRST = ["title", "summary"]
_NO_TEXT = {"slug", "seo_title", "search_description"}
_LINE_ENDS = re.compile(r"(?=</(?:p|li|h[1-6]|tr|blockquote)>|<br ?/?>)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\xa0]+")


@dataclass(frozen=True)
class Place:
    """One field of a page, or one block of its body.

    Attributes:
        path: the content path, by which the editor marks the place: "title", "body.3f2c…".
        label: what an editor calls it.
        kind: "field", or the name of the block's type.
        value: of the field or block.
        text: its visible text, line by line.
        bound: the bound block; None for a field.
    """

    path: str
    label: str
    kind: str
    value: Any
    text: str
    bound: Any = None


def places(page: GovPage) -> list[Place]:
    """All places of `page`, as it is in memory, that hold something readers see."""
    return [place for field in fields(page) for place in _of_field(page, field)]


def plain_text(source: str) -> str:
    """The visible text of rich text, a line for each paragraph, item or row."""
    body = LexborHTMLParser(_LINE_ENDS.sub("\n", source)).body
    return _tidy(body.text(separator="") if body else "")


def fields(page: GovPage) -> list[Field]:
    """The fields of `page` that hold something to read, in the order in which a reader meets them."""
    shown = [
        field
        for field in page._meta.get_fields()
        if isinstance(field, CharField | TextField | RichTextField | StreamField)
        and not (field.choices or field.name in _NO_TEXT)
        and seen.touches(page, [field.name])
    ]
    order = {name: number for number, name in enumerate(_FIRST)}
    return sorted(shown, key=lambda field: order.get(field.name, len(order)))


def _of_field(page: GovPage, field: Field) -> Iterator[Place]:
    value = field.value_from_object(page)
    name = str(field.verbose_name)
    if isinstance(field, StreamField):
        for number, child in enumerate(value or [], start=1):
            label = f"{capfirst(name)} {number} · {child.block.label}"
            yield Place(
                f"{field.name}.{child.id}",
                label,
                child.block_type,
                child.value,
                _tidy("\n".join(_texts(child))),
                child,
            )
    elif value:
        text = plain_text(value) if isinstance(field, RichTextField) else str(value)
        yield Place(
            field.name, capfirst(name), "address" if isinstance(field, URLField) else "field", value, text
        )


def _texts(child: Any) -> Iterator[str]:
    """The texts in a bound block, in the order of reading."""
    for leaf in leaves(child):
        block, value = leaf.block, leaf.value
        if isinstance(block, blocks.RichTextBlock):
            yield plain_text(value.source)
        elif isinstance(block, BaseTypedTableBlock):
            if value:
                yield "\t".join(column["heading"] for column in value.columns)
                yield from ("\t".join(str(cell.value) for cell in row) for row in value.rows)
        elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
            yield str(value or "")


def leaves(child: Any) -> Iterator[Any]:
    """The bound blocks in a bound block that hold no further ones, in the order of reading."""
    block, value = child.block, child.value
    if isinstance(block, blocks.StructBlock):
        inner = value.bound_blocks.values()
    elif isinstance(block, blocks.ListBlock):
        inner = value.bound_blocks
    elif isinstance(block, blocks.StreamBlock):
        inner = value
    else:
        yield child
        return
    for bound in inner:
        yield from leaves(bound)


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
