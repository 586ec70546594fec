"""更正: a public text of which few words are put right, with a note that tells readers which."""

from __future__ import annotations

import tomllib
from copy import copy
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from wagtail.models import Page, Revision

from sites.pages.models import GovPage
from sites.pages.skeleton import skeleton
from sites.pages.texts import places

from . import separation
from .levels import CORRECTION, Level, level_of, levels

RULES_FILE = Path(__file__).parent / "data" / "correction-2026-11.toml"
# In characters: two longer stretches that differ are not compared letter by letter, which takes seconds.
LONGEST_COMPARED = 2000


@dataclass(frozen=True)
class Limits:
    """How many characters a correction changes at most, and what percentage of the published text."""

    characters: int
    percent: float


@cache
def limits() -> Limits:
    data = tomllib.loads(RULES_FILE.read_text())
    return Limits(int(data["most_characters"]), float(data["most_percent"]))


def level_of_version(revision: Revision) -> Level:
    """The level of review for one version of a page: its column's, or that of a correction."""
    page = revision.content_object
    if is_correction(page, revision):
        return levels()[CORRECTION]
    return level_of(page)


def is_correction(page: Page, revision: Revision) -> bool:
    """Whether `revision` corrects what is public of `page`, and does no more.

    What went out unapproved, or without a review at all, has nothing approved to stand on.
    """
    if not page.live or not separation.last_approved(page):
        return False
    live = page.specific_class.objects.filter(pk=page.pk).first()
    new = revision.as_object()
    if not isinstance(live, GovPage) or type(live) is not type(new) or not live.shows_corrections:
        return False
    note = "".join(new.correction_note.split())
    if not note or note == "".join(live.correction_note.split()):
        return False
    return only_words(live, new) and is_small(_texts(live), _texts(new), limits())


def only_words(live: GovPage, new: GovPage) -> bool:
    """Whether two versions differ in words only: not in a link, file, picture, date, or order of blocks."""
    return _bare(live) == _bare(new)


def is_small(old: dict[str, str], new: dict[str, str], most: Limits) -> bool:
    """Whether something was changed, but no more than a correction may.

    Args:
        old: the published texts by place.
        new: those of the new version.
    """
    changed = sum(changed_characters(old.get(path, ""), new.get(path, "")) for path in {*old, *new})
    return 0 < changed <= most.characters and changed * 100 <= most.percent * sum(map(len, old.values()))


def changed_characters(old: str, new: str) -> int:
    """How many characters were taken out or put in: never too few, and too many where that is quicker."""
    old, new = _differing(old, new)
    lines, changed_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return sum(
        _changed_within("".join(lines[a1:a2]), "".join(changed_lines[b1:b2]))
        for kind, a1, a2, b1, b2 in SequenceMatcher(None, lines, changed_lines, autojunk=False).get_opcodes()
        if kind != "equal"
    )


def _changed_within(old: str, new: str) -> int:
    old, new = _differing(old, new)
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return max(len(old), len(new))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return sum(max(a2 - a1, b2 - b1) for kind, a1, a2, b1, b2 in steps if kind != "equal")


def _differing(old: str, new: str) -> tuple[str, str]:
    """Both without what they begin and end with alike."""
    start = _same(old, new)
    old, new = old[start:], new[start:]
    end = _same(old[::-1], new[::-1])
    return old[: len(old) - end], new[: len(new) - end]


def _same(old: str, new: str) -> int:
    """How many characters both begin with."""
    differing = (number for number, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1])
    return next(differing, min(len(old), len(new)))


def _bare(page: GovPage) -> str:
    """The skeleton without what tells of the correction."""
    bare = copy(page)
    bare.correction_note, bare.corrected_on = "", None
    return skeleton(bare)


def _texts(page: GovPage) -> dict[str, str]:
    return {place.path: place.text for place in places(page) if place.path != "correction_note"}
