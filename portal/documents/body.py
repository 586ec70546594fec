"""Between the blocks of a document that was read and the body of an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import count

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from .reading.document import Block, Heading, Paragraph, Table

_TAG = re.compile(r"<[^>]*>")


def body_json(blocks: Sequence[Block]) -> str:
    """Return what an article's `body` takes."""
    numbers = count(1)
    return json.dumps([_raw(block, numbers) for block in blocks])


def attachments_json(document_id: int) -> str:
    return json.dumps([{"type": "attachment", "value": {"document": document_id, "title": ""}}])


def text_of(body: StreamValue) -> str:
    """Return the text of an article's body in the form of `ReadDocument.text`, to compare the two."""
    return "\n".join(_texts(body))


def _raw(block: Block, numbers: count[int]) -> dict:
    if isinstance(block, Heading):
        value = {"text": block.text, "level": str(block.level), "anchor": block.anchor}
        return {"type": "heading", "value": value}
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "value": block.html}
    caption = _("Table %(number)s") % {"number": next(numbers)}
    return {"type": "table", "value": {"caption": caption, "table": _raw_table(block)}}


def _raw_table(table: Table) -> dict:
    """The first row names the columns, as it does in nearly every official table."""
    names, *rows = table.rows
    return {
        "columns": [{"type": "text", "heading": name} for name in names],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "",
    }


def _texts(body: StreamValue) -> Iterable[str]:
    for block in body:
        if block.block_type == "heading":
            yield block.value["text"]
        elif block.block_type == "paragraph":
            yield unescape(_TAG.sub("", block.value.source))
        elif block.block_type == "table":
            table = block.value["table"]
            yield "\n".join(column["heading"] for column in table.columns)
            for row in table.row_data:
                yield "\n".join(row["values"])
