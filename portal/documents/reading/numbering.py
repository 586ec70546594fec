"""Follows the numbers of chapters and articles, tells where they begin anew, and names their anchors."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .marks import APPENDIX, ARTICLE, CHAPTER, ITEM, SECTION, Mark


@dataclass(frozen=True)
class Place:
    """Where a mark stands: its anchor, whether it is the document's `first`, whether a `new_part` begins."""

    anchor: str
    first: bool = False
    new_part: bool = False
    warnings: tuple[str, ...] = ()


class Numbering:
    """The numbers met so far in one document."""

    def __init__(self) -> None:
        self._item = 0
        self._begun = False
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._division = 0
        self._chapter = 0
        # Each chapter number with the divisions that have such a chapter.
        self._chapters: dict[int, set[int]] = {}
        self._article = 0
        # Each article with the division and chapter where it stood.
        self._articles: dict[tuple[int, int], tuple[int, int]] = {}
        self._articles_by_chapter = False
        self._article_here = False

    def expects(self, number: int) -> bool:
        """Whether article `number` may come next, which one that is only cited hardly ever could."""
        return number in {1, self._article + 1}

    def expects_item(self, number: int) -> bool:
        return number in {1, self._item + 1}

    def place(self, mark: Mark) -> Place:
        """Take `mark` as the next one and say where it stands."""
        if mark.kind == ITEM:
            self._item = mark.number
            return Place(f"item-{mark.number}")
        if mark.kind == APPENDIX:
            return Place(f"appendix-{mark.number}" if mark.number else "appendix")
        first, self._begun = not self._begun, True
        new_part = self._is_anew(mark)
        if new_part:
            self._begin_anew()
        if mark.kind == ARTICLE:
            warnings = self._warnings(mark)
            return Place(self._article_anchor(mark), first, new_part, warnings)
        if mark.kind == SECTION:
            return Place(f"{self._chapter_anchor()}-section-{mark.number}".strip("-"), first)
        self._enter(mark)
        anchor = self._chapter_anchor() if mark.kind == CHAPTER else f"division-{mark.number}"
        return Place(anchor, first, new_part)

    def _is_anew(self, mark: Mark) -> bool:
        """Whether number one comes again where only another document can begin."""
        if mark.number != 1 or mark.sub_number:
            return False
        if mark.kind == CHAPTER:
            again = self._division in self._chapters.get(1, set())
            return again or (not self._chapters and bool(self._articles))
        return mark.kind == ARTICLE and (1, 0) in self._articles and self._article_here

    def _enter(self, mark: Mark) -> None:
        self._articles_by_chapter = self._article_here = False
        if mark.kind == CHAPTER:
            self._chapter = mark.number
            self._chapters.setdefault(mark.number, set()).add(self._division)
        else:
            self._division, self._chapter = mark.number, 0

    def _chapter_anchor(self) -> str:
        repeated = len(self._chapters.get(self._chapter, ())) > 1
        prefix = f"division-{self._division}-" if self._division and repeated else ""
        return f"{prefix}chapter-{self._chapter}" if self._chapter else ""

    def _article_anchor(self, mark: Mark) -> str:
        key, here = (mark.number, mark.sub_number), (self._division, self._chapter)
        if self._articles.get(key, here) != here:
            self._articles_by_chapter = True
        self._articles.setdefault(key, here)
        self._article, self._article_here = mark.number, True
        anchor = f"article-{mark.number}" + (f"-{mark.sub_number}" if mark.sub_number else "")
        return f"{self._chapter_anchor()}-{anchor}".strip("-") if self._articles_by_chapter else anchor

    def _warnings(self, mark: Mark) -> tuple[str, ...]:
        known = self._articles.get((mark.number, mark.sub_number))
        if known == (self._division, self._chapter):
            return (_("Article %(number)s stands twice.") % {"number": mark.number},)
        if known is None and mark.number > self._article + 1:
            first, last = self._article + 1, mark.number - 1
            numbers = str(first) if first == last else f"{first}-{last}"
            return (_("Article %(number)s is missing.") % {"number": numbers},)
        if known is None and mark.number < self._article:
            return (_("Article %(number)s stands out of order.") % {"number": mark.number},)
        return ()
