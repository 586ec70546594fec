"""From the light markup of the data files to the body of a page."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable

from . import markup
from .markup import Block, PageLink


def body_json(text: str, page_link: PageLink, picture: Callable[[str], int]) -> str:
    """What a page's `body` takes; `picture` gives the key of the stored image for the name of a picture."""
    blocks = markup.parse(text, page_link)
    return json.dumps([_raw(block, number, picture) for number, block in enumerate(blocks, 1)])


def attachments_json(documents: list[tuple[int, str]]) -> str:
    """What `attachments` takes, from keys of documents and their titles."""
    return json.dumps(
        [{"type": "attachment", "value": {"document": key, "title": title}} for key, title in documents]
    )


def paragraph(text: str) -> str:
    """A rich text of one paragraph per line."""
    return "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())


def _raw(block: Block, number: int, picture: Callable[[str], int]) -> dict:
    value = block.value
    match block.kind:
        case "paragraph":
            return {"type": "paragraph", "value": value["html"]}
        case "heading":
            return {"type": "heading", "value": {**value, "anchor": f"part-{number}"}}
        case "table":
            return {"type": "table", "value": {"caption": value["caption"], "table": _raw_table(value)}}
        case "image":
            return {"type": "image", "value": _raw_picture(value, picture)}
        case "gallery":
            return {
                "type": "gallery",
                "value": [_item(_raw_picture(one, picture)) for one in value["pictures"]],
            }
        case _:
            return {"type": block.kind, "value": value}


def _item(value: dict) -> dict:
    """An item of a list; without an identifier Wagtail takes it for the value itself."""
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _raw_picture(value: dict, picture: Callable[[str], int]) -> dict:
    return {"image": picture(value["key"]), "caption": value["caption"]}


def _raw_table(value: dict) -> dict:
    return {
        "columns": [{"type": "text", "heading": name} for name in value["header"]],
        "rows": [{"values": list(row)} for row in value["rows"]],
        "caption": "",
    }
