"""What can only be known by looking at a whole document: where a table of contents runs, how titles stand."""

import re
from collections.abc import Sequence
from functools import cached_property

from .document import Table
from .lines import Line, Piece
from .marks import ARTICLE, CHAPTER, Mark, is_short_title, mark_of

_LISTED = re.compile(r"\d+\s*[.、\uff0e]")
_DIVISIONS = frozenset({CHAPTER, "division"})
# So many articles show how the author sets titles; fewer could be chance.
_ENOUGH_ARTICLES = 3
_USUALLY = 0.8


class Surroundings:
    """Answers about the lines of one document, by their position."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.marks: list[Mark | None] = [
            mark_of(piece.text) if isinstance(piece, Line) else None for piece in pieces
        ]

    @cached_property
    def has_marks(self) -> bool:
        """Whether this is a text of chapters and articles, so that 一、 begins an item and no heading."""
        return any(
            mark and (mark.kind == CHAPTER or (mark.kind == ARTICLE and (mark.spaced or mark.bracketed)))
            for mark in self.marks
        )

    @cached_property
    def top_level(self) -> int:
        """The highest level among the headings that the source itself marks, numbered ones apart."""
        levels = [
            piece.level
            for piece, mark in zip(self.pieces, self.marks, strict=True)
            if isinstance(piece, Line) and piece.level and mark is None
        ]
        return min(levels, default=0)

    @cached_property
    def contents(self) -> frozenset[int]:
        """The positions of a table of contents: chapters without text between, that come again below."""
        found: set[int] = set()
        run: list[int] = []
        for at in range(len(self.pieces) + 1):
            if at < len(self.pieces) and self._could_be_listed(at):
                run.append(at)
                continue
            if self._is_contents(run):
                found.update(run)
            run = []
        return frozenset(found)

    @cached_property
    def titles_follow(self) -> bool:
        """Whether articles are titled as in `第一条 立法目的` with the text on the next line."""
        articles = [at for at, mark in enumerate(self.marks) if mark and mark.kind == ARTICLE]
        titled = sum(self.titled_by_space(at) for at in articles)
        return len(articles) >= _ENOUGH_ARTICLES and titled >= _USUALLY * len(articles)

    def titled_by_space(self, at: int) -> bool:
        mark, piece = self.marks[at], self.pieces[at]
        if mark is None or mark.bracketed or isinstance(piece, Table):
            return False
        following = at + 1 < len(self.pieces) and self.marks[at + 1] is None
        return bool(following and mark.spaced and is_short_title(piece.text[mark.rest_at :]))

    def opens_an_appendix(self, at: int) -> bool:
        """Whether 附件 on a line of its own is followed by the thing itself and not by a list of names."""
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if following is None or isinstance(following, Table):
            return following is not None
        return not following.list_kind and not _LISTED.match(following.text)

    def _could_be_listed(self, at: int) -> bool:
        mark, piece = self.marks[at], self.pieces[at]
        return mark is not None and len(piece.text) <= 60 and piece.text[-1] not in "。\uff1b;"

    def _is_contents(self, run: list[int]) -> bool:
        chapters = [mark for at in run if (mark := self.marks[at]) and mark.kind in _DIVISIONS]
        if len(chapters) < 2:
            return False
        first = chapters[0]
        below = self.marks[run[-1] + 1 :]
        return any(mark and (mark.kind, mark.number) == (first.kind, first.number) for mark in below)
