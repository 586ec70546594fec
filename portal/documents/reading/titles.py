"""Finds the title of a document among its first lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .dates import is_only_a_date
from .document import squeeze
from .lines import Line, Piece
from .marks import ARTICLE, item_of, mark_of
from .punctuation import CLOSE, CLOSING, COLON, COLONS, OPEN, OPENING, SENTENCE_MARKS, none_of

# How far down a title may begin, and over how many lines it may run.
_HEAD = 12
_MOST_LINES = 4
_LONGEST_LINE = 60
LONGEST_TITLE = 255

# What official documents are called; a title ends with one of these.
GENRES = (
    "办法|辦法|规定|規定|细则|細則|条例|條例|规则|規則|通知|意见|意見|公告|通告|决定|決定|决议|決議|方案|规划|規劃|计划|計劃|"
    "报告|報告|函|纪要|紀要|批复|批復|令|公报|公報|标准|標準|规范|規範|制度|要点|要點|目录|目錄|指南|须知|須知|预案|預案|"
    "章程|措施|清单|清單|解读|解讀|说明|說明|请示|請示|议案|議案|通报|通報|讲话|講話|名单|名單|公示|协议|協議|声明|聲明"
)
_INSIDE = none_of(OPENING + CLOSING)
_ENDS_LIKE_A_TITLE = re.compile(rf"(?:{GENRES})(?:\s*{OPEN}{_INSIDE}{{1,20}}{CLOSE})?[》”]?$")
_SUBTITLE = re.compile(
    rf"{OPEN}{_INSIDE}{{0,30}}"
    rf"(?:稿|试行|試行|暂行|暫行|修订|修訂|修正|草案|征求意见|徵求意見|节选|節選|摘要){_INSIDE}{{0,10}}{CLOSE}"
)
_CONTENTS = {"目录", "目錄", "目次"}
_LETTERHEAD = re.compile(r"\S{2,30}文件")
_ORDER = re.compile(r"\S{2,30}令")
_NUMBER_LINE = re.compile(rf"{OPEN}?\S{{0,20}}{OPEN}.{{4}}{CLOSE}\s*第?\s*\d+\s*号{CLOSE}?(?:\s*签发人.*)?")
_ORDER_NUMBER = re.compile(r"第\s*\S{1,8}\s*[号號]")
_LABELLED = re.compile(rf"{none_of(COLONS)}{{2,10}}{COLON}.*")


@dataclass(frozen=True)
class FoundTitle:
    """The title's text and the positions of its lines, which are empty when it stands outside the text."""

    text: str
    positions: frozenset[int] = field(default_factory=frozenset)


def find_title(pieces: Sequence[Piece], declared: str = "") -> FoundTitle | None:
    """Return the title that the source marks as one, or that stands at its head; None when there is none.

    `declared` is a title that stands beside the text, such as a page's `ArticleTitle`.
    """
    marked = _marked(pieces)
    if marked:
        return _with_subtitle(pieces, marked)
    if declared:
        return FoundTitle(declared, frozenset(_same_text(pieces, declared)))
    found = _at_head(pieces)
    if found and _ORDER.fullmatch(squeeze(found.text)):
        return title_before_first_mark(pieces) or found
    return found


def title_before_first_mark(pieces: Sequence[Piece]) -> FoundTitle | None:
    """Return the title that stands right above the first chapter or article, as below a decree (令)."""
    first = next(
        (at for at, piece in enumerate(pieces) if isinstance(piece, Line) and mark_of(piece.text)), None
    )
    return None if first is None else title_above(pieces, first)


def title_above(pieces: Sequence[Piece], end: int) -> FoundTitle | None:
    """Return the title whose last line stands above position `end`, with only notes in brackets between."""
    at = end - 1
    while at >= max(0, end - 3) and isinstance(pieces[at], Line) and _is_note(pieces[at].text):
        at -= 1
    last = at if at >= 0 else None
    for first in range(at, max(-1, at - _MOST_LINES), -1):
        if last is None or not _may_belong(pieces[first]):
            return None
        text = _joined(pieces, range(first, last + 1))
        if _ENDS_LIKE_A_TITLE.search(text) and (first == 0 or not _may_belong(pieces[first - 1])):
            return _with_subtitle(pieces, FoundTitle(text, frozenset(range(first, last + 1))))
    return None


def is_number_line(text: str) -> bool:
    return bool(_NUMBER_LINE.fullmatch(text) or _ORDER_NUMBER.fullmatch(text))


def _marked(pieces: Sequence[Piece]) -> FoundTitle | None:
    positions = [at for at, piece in enumerate(pieces) if isinstance(piece, Line) and piece.is_title]
    run = [at for offset, at in enumerate(positions) if at == positions[0] + offset]
    text = _joined(pieces, run)
    return FoundTitle(text, frozenset(run)) if text and len(text) <= LONGEST_TITLE else None


def _at_head(pieces: Sequence[Piece]) -> FoundTitle | None:
    start = 0
    while start < min(_HEAD, len(pieces)) and not _may_belong(pieces[start]):
        if not _may_stand_above(pieces[start]):
            return None
        start += 1
    end = start
    while end < min(start + _MOST_LINES, len(pieces)) and _may_belong(pieces[end]):
        end += 1
        if _ENDS_LIKE_A_TITLE.search(_joined(pieces, range(start, end))):
            return _with_subtitle(
                pieces, FoundTitle(_joined(pieces, range(start, end)), frozenset(range(start, end)))
            )
    if end == start:
        return None
    return _with_subtitle(pieces, FoundTitle(_joined(pieces, [start]), frozenset([start])))


def _with_subtitle(pieces: Sequence[Piece], found: FoundTitle) -> FoundTitle:
    after = max(found.positions) + 1
    if after < len(pieces) and isinstance(piece := pieces[after], Line) and _SUBTITLE.fullmatch(piece.text):
        return FoundTitle(found.text + piece.text, found.positions | {after})
    return found


def _may_belong(piece: Piece) -> bool:
    """Whether a line could be (part of) a title, as opposed to numbers, dates, addresses and running text."""
    if not isinstance(piece, Line):
        return False
    text = piece.text
    return (
        0 < len(text) <= _LONGEST_LINE
        and not text.endswith(SENTENCE_MARKS)
        and not text.startswith(tuple(OPENING))
        and not is_only_a_date(text)
        and not is_number_line(text)
        and not _LETTERHEAD.fullmatch(squeeze(text))
        and not _LABELLED.fullmatch(text)
        and mark_of(text) is None
        and item_of(text) is None
        and squeeze(text) not in _CONTENTS
        and any(char.isalnum() for char in text)
    )


def _may_stand_above(piece: Piece) -> bool:
    """Whether a line may stand above a title; a table of head data may, a paragraph may not."""
    if not isinstance(piece, Line):
        return True
    mark = mark_of(piece.text)
    return len(piece.text) <= _LONGEST_LINE and (mark is None or mark.kind != ARTICLE)


def _is_note(text: str) -> bool:
    return text.startswith(tuple(OPENING)) and text.endswith(tuple(CLOSING)) and not _SUBTITLE.fullmatch(text)


def _same_text(pieces: Sequence[Piece], title: str) -> list[int]:
    """Return where the head repeats `title`, on one line or broken over several."""
    wanted = squeeze(title)
    for first in range(min(_HEAD, len(pieces))):
        for last in range(first, min(first + _MOST_LINES, len(pieces))):
            if not all(isinstance(piece, Line) for piece in pieces[first : last + 1]):
                break
            if squeeze(_joined(pieces, range(first, last + 1))) == wanted:
                return list(range(first, last + 1))
    return []


def _joined(pieces: Sequence[Piece], positions: Sequence[int]) -> str:
    """Join the lines of a title; only words in Latin letters need a space where the line broke."""
    text = ""
    for position in positions:
        piece = pieces[position].text
        text += " " + piece if text[-1:].isascii() and piece[:1].isascii() and text[-1:].isalnum() else piece
    return text
