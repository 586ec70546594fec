"""Reads an HTML table of data; a table that only lays out a page is left to be read as text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

MAX_COLUMNS: Final = 50
_LONGEST_CELL: Final = 500
_INNER_BLOCKS: Final = "ul, ol, h1, h2, h3, h4"


@dataclass(frozen=True)
class FoundTable:
    rows: tuple[tuple[str, ...], ...]
    header: bool
    caption: str
    merged: bool


def read_table(node: LexborNode, text_of: Callable[[LexborNode], str]) -> FoundTable | None:
    """Return the table, its cells read by `text_of`.

    None when its cells hold whole passages, lists or tables, or when it has one column: then it is no data.
    """
    if len(node.css("table")) > 1 or node.css_first(_INNER_BLOCKS) is not None:
        return None
    cells = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in node.css("tr")]
    cells = [row for row in cells if row]
    if not cells or max(map(len, cells)) < 2 or any(_is_passage(cell) for row in cells for cell in row):
        return None
    spans = [
        [(_span(cell, "colspan"), _span(cell, "rowspan"), text_of(cell)) for cell in row] for row in cells
    ]
    caption = node.css_first("caption")
    return FoundTable(
        rows=fill_grid(spans),
        header=all(cell.tag == "th" for cell in cells[0]) or node.css_first("thead") is not None,
        caption=text_of(caption) if caption else "",
        merged=any(span[:2] != (1, 1) for row in spans for span in row),
    )


def fill_grid(rows: list[list[tuple[int, int, str]]]) -> tuple[tuple[str, ...], ...]:
    """Lay out cells given as (columns, rows, text); a merged cell's text stands once, its rest is empty."""
    grid: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for columns, height, text in row:
            while (x, y) in grid:
                x += 1
            for dy in range(min(height, len(rows) - y)):
                for dx in range(columns):
                    grid.setdefault((x + dx, y + dy), text if (dx, dy) == (0, 0) else "")
            x += columns
    width = max((x for x, _y in grid), default=-1) + 1
    return tuple(tuple(grid.get((x, y), "") for x in range(width)) for y in range(len(rows)))


def _is_passage(cell: LexborNode) -> bool:
    return len(cell.text()) > _LONGEST_CELL


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return max(1, min(int(value), MAX_COLUMNS)) if value.isdecimal() and len(value) < 6 else 1
