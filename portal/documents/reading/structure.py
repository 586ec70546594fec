"""Turns lines into headings, paragraphs and tables, losing nothing.

Chapters (章) become headings of level 2, sections (节) and articles (条) of level 3. Where no chapter stands
above, articles are level 2: a page must not skip from its title to level 3.
"""

from collections.abc import Sequence
from dataclasses import replace

from .anchors import Anchors
from .document import MAX_HEADING_LENGTH, Block, Heading, Paragraph, Table
from .lines import Line, Piece, plain, render_list, render_paragraph
from .marks import APPENDIX, ARTICLE, CHAPTER, ITEM, SECTION, Mark, close_up, is_short_title, item_of, mark_of
from .numbering import Numbering
from .surroundings import Surroundings
from .titles import title_above

_LEVELS = {"division": 2, CHAPTER: 2, APPENDIX: 2, ITEM: 2, SECTION: 3, ARTICLE: 3}


def build_blocks(pieces: Sequence[Piece]) -> tuple[list[Block], list[str]]:
    """Return the blocks of `pieces` and warnings about marks that are missing or stand twice."""
    builder = _Builder(pieces)
    return _close_level_gaps(builder.build()), builder.warnings


class _Builder:
    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = [piece for piece in pieces if isinstance(piece, Table) or piece.text]
        self.surroundings = Surroundings(self.pieces)
        self.anchors = Anchors()
        self.numbering = Numbering()
        self.blocks: list[Block] = []
        self.list_items: list[Line] = []
        # The pieces since the last heading, each with the block it became: an appended title is among them.
        self.recent: list[tuple[Piece, int]] = []
        self.warnings: list[str] = []
        self.plain_headings = 0

    def build(self) -> list[Block]:
        at = 0
        while at < len(self.pieces):
            at += self._take(at)
        self._end_list()
        return self.blocks

    def _take(self, at: int) -> int:
        """Take the piece at `at` and return how many pieces were used up."""
        piece = self.pieces[at]
        if isinstance(piece, Table):
            self._end_list()
            self._text(piece, piece)
            return 1
        mark = self._mark(at, piece)
        if mark:
            return self._marked(at, piece, mark)
        if piece.list_kind and not piece.level:
            self.list_items.append(piece)
            return 1
        self._end_list()
        if piece.level and len(piece.text) <= MAX_HEADING_LENGTH:
            self.plain_headings += 1
            level = 2 if piece.level == self.surroundings.top_level else 3
            self._heading(level, piece.text, f"heading-{self.plain_headings}")
        else:
            self._text(piece, Paragraph(render_paragraph(piece)))
        return 1

    def _mark(self, at: int, line: Line) -> Mark | None:
        mark = mark_of(line.text)
        if mark is None:
            return None if self.surroundings.has_marks else self._item(line)
        if mark.kind == APPENDIX:
            return mark if self.surroundings.opens_an_appendix(at) else None
        if at in self.surroundings.contents:
            return None
        if (
            mark.kind == ARTICLE
            and not (mark.spaced or mark.bracketed)
            and not self.numbering.expects(mark.number)
        ):
            return None
        return mark

    def _item(self, line: Line) -> Mark | None:
        mark = item_of(line.text)
        return mark if mark and self.numbering.expects_item(mark.number) else None

    def _marked(self, at: int, line: Line, mark: Mark) -> int:
        self._end_list()
        used = 1
        if mark.kind in {CHAPTER, SECTION, "division"} and not mark.title:
            title = self._title_on_next_line(at)
            used, mark = (2, replace(mark, title=title)) if title else (1, mark)
        if mark.kind == ARTICLE and self.surroundings.titles_follow and self.surroundings.titled_by_space(at):
            mark = replace(mark, title=line.text[mark.rest_at :], rest_at=len(line.text))
        place = self.numbering.place(mark)
        if place.new_part:
            self.anchors.next_part()
        if place.new_part or place.first:
            self._raise_title_above()
        self.warnings += place.warnings
        self._heading(_LEVELS[mark.kind], mark.text, place.anchor)
        rest = line.after(mark.rest_at)
        if rest.text:
            self._text(rest, Paragraph(render_paragraph(replace(rest, level=0, list_kind=""))))
        return used

    def _title_on_next_line(self, at: int) -> str:
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if isinstance(following, Line) and is_short_title(following.text) and mark_of(following.text) is None:
            return close_up(following.text) if len(following.text) <= 20 else ""
        return ""

    def _raise_title_above(self) -> None:
        """Make the title of an attached or appended document, above its first mark, a heading of its own."""
        found = title_above([piece for piece, _block in self.recent], len(self.recent))
        if not found:
            return
        taken = [self.recent[position][1] for position in sorted(found.positions)]
        self.blocks[taken[0]] = Heading(2, found.text, self.anchors.give_part())
        del self.blocks[taken[0] + 1 : taken[-1] + 1]

    def _heading(self, level: int, text: str, anchor: str) -> None:
        self.blocks.append(Heading(level, text, self.anchors.give(anchor)))
        self.recent = []

    def _text(self, piece: Piece, block: Block) -> None:
        self.recent.append((piece, len(self.blocks)))
        self.blocks.append(block)

    def _end_list(self) -> None:
        if self.list_items:
            self._text(plain(""), Paragraph(render_list(self.list_items)))
            self.list_items = []


def _close_level_gaps(blocks: list[Block]) -> list[Block]:
    """Raise headings of level 3 that have none of level 2 above them."""
    closed: list[Block] = []
    has_parent = False
    for block in blocks:
        if isinstance(block, Heading):
            has_parent = has_parent or block.level == 2
            block = block if has_parent else replace(block, level=2)
        closed.append(block)
    return closed
