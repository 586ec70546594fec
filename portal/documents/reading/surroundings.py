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
            found.update(self._contents_in(run))
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

    def _contents_in(self, run: list[int]) -> list[int]:
        """Return the part of a run of marks that lists chapters: up to where the first comes again."""
        first = next((at for at in run if self._is_division(at)), None)
        if first is None:
            return []
        again = next((at for at in range(first + 1, len(self.pieces)) if self._same_mark(first, at)), None)
        listed = [at for at in run if again is not None and at < again]
        kind = self.marks[first].kind  # type: ignore[union-attr]  # `first` is the position of a mark
        alike = sum(self.marks[at].kind == kind for at in listed)  # type: ignore[union-attr]
        return listed if alike > 1 else []

    def _is_division(self, at: int) -> bool:
        mark = self.marks[at]
        return mark is not None and mark.kind in _DIVISIONS

    def _same_mark(self, one: int, other: int) -> bool:
        first, second = self.marks[one], self.marks[other]
        return bool(first and second and (first.kind, first.number) == (second.kind, second.number))
