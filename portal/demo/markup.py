"""The light markup of the data files, turned into neutral blocks.

Blocks stand apart by empty lines:

    ## heading, ### heading of the third level
    表：caption, then rows between bars, the first of them the header
    > quoted line, > —— attribution
    ![picture|caption], or ![picture|caption][picture|caption] for a gallery
    - item, or 1. item
    anything else is a paragraph

Inside a line: **strong**, [[key]] or [[key|text]] for a page of the municipality, [text](address) for others.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

_PICTURE = re.compile(r"(?<!\[)\[([\w.-]+)\|([^\]]*)\]")
_BULLET = re.compile(r"^- (.+)$")
_NUMBER = re.compile(r"^\d+\. (.+)$")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_PAGE_LINK = re.compile(r"\[\[([\w.-]+)(?:\|([^\]]+))?\]\]")
_LINK = re.compile(r"\[([^\]\[]+)\]\(([^)\s]+)\)")
_TABLE = "表："
_NO_PROSE = ("#", "|", _TABLE, "!", ">", "- ", "1. ")

# Gives the opening tag and the text of a link to the page with a key.
PageLink = Callable[[str], tuple[str, str]]


@dataclass(frozen=True)
class Block:
    """One block: kind is heading, paragraph, table, quote, image or gallery; value depends on it."""

    kind: str
    value: dict


def parse(text: str, page_link: PageLink) -> list[Block]:
    """Turn a text into blocks, in its order."""
    chunks = [chunk.strip("\n") for chunk in re.split(r"\n\s*\n", text.strip("\n"))]
    return [_block(chunk, page_link) for chunk in chunks if chunk.strip()]


def page_keys(text: str) -> list[str]:
    """Keys of all pages a text links to."""
    return [match.group(1) for match in _PAGE_LINK.finditer(text)]


def picture_keys(text: str) -> list[str]:
    """Keys of all pictures a text shows."""
    return [match.group(1) for match in _PICTURE.finditer(text)]


def plain(text: str) -> str:
    """The words of a line without markup."""
    text = _PAGE_LINK.sub(lambda match: match.group(2) or "", text)
    return _STRONG.sub(r"\1", _LINK.sub(r"\1", text))


def first_sentences(text: str, longest: int = 110) -> str:
    """The beginning of the first paragraph, whole sentences only as long as they fit.

    A text that has no paragraph of its own but lists is summed up by the beginning of them.
    """
    chunks = re.split(r"\n\s*\n", text.strip())
    prose = [chunk for chunk in chunks if not chunk.startswith(_NO_PROSE) and not chunk.endswith("：")]
    words = re.sub(r"\n+(?:- |\d+\. )?", "", plain("".join(prose[:2]) or text))
    if len(words) <= longest:
        return words
    end = max(words[:longest].rfind(mark) for mark in "。；")
    return words[: end + 1] if end > 20 else words[: longest - 1] + "…"


def _block(chunk: str, page_link: PageLink) -> Block:
    lines = chunk.split("\n")
    if chunk.startswith("### "):
        return Block("heading", {"text": chunk[4:], "level": "3"})
    if chunk.startswith("## "):
        return Block("heading", {"text": chunk[3:], "level": "2"})
    if chunk.startswith(_TABLE):
        return _table(lines)
    if chunk.startswith("> "):
        return _quote(lines)
    if chunk.startswith("!["):
        return _pictures(chunk)
    return Block("paragraph", {"html": _rich_text(lines, page_link)})


def _table(lines: list[str]) -> Block:
    header, *rows = ([cell.strip() for cell in line.strip("| ").split("|")] for line in lines[1:])
    return Block("table", {"caption": lines[0].removeprefix(_TABLE), "header": header, "rows": rows})


def _quote(lines: list[str]) -> Block:
    said = [line.removeprefix("> ") for line in lines]
    attribution = said.pop().removeprefix("—— ") if said[-1].startswith("—— ") else ""
    return Block("quote", {"text": "".join(said), "attribution": attribution})


def _pictures(chunk: str) -> Block:
    shown = [{"key": key, "caption": caption} for key, caption in _PICTURE.findall(chunk)]
    return Block("image", shown[0]) if len(shown) == 1 else Block("gallery", {"pictures": shown})


def _rich_text(lines: list[str], page_link: PageLink) -> str:
    for pattern, tag in ((_BULLET, "ul"), (_NUMBER, "ol")):
        items = [pattern.match(line) for line in lines]
        if all(items):
            inner = "".join(f"<li>{_inline(item.group(1), page_link)}</li>" for item in items if item)
            return f"<{tag}>{inner}</{tag}>"
    return "".join(f"<p>{_inline(line, page_link)}</p>" for line in lines)


def _inline(line: str, page_link: PageLink) -> str:
    def to_page(match: re.Match[str]) -> str:
        opening, title = page_link(match.group(1))
        return f"{opening}{match.group(2) or title}</a>"

    line = html.escape(line, quote=False)
    line = _STRONG.sub(r"<b>\1</b>", line)
    line = _PAGE_LINK.sub(to_page, line)
    return _LINK.sub(r'<a href="\2">\1</a>', line)
