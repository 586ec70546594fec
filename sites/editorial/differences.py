"""What differs between two versions of a text, line by line and side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sites.pages.texts import Place

# Unchanged lines left standing around a change.
CONTEXT = 2


@dataclass(frozen=True)
class Row:
    """A line of both versions, what differs marked: `left` the old, `right` the new, None if there is none.

    A row with `skipped` stands for so many lines that are the same in both.
    """

    left: SafeString | str | None = None
    right: SafeString | str | None = None
    skipped: int = 0

    @property
    def changed(self) -> bool:
        return not self.skipped and self.left != self.right


def rows(old: list[Place], new: list[Place]) -> list[Row]:
    """The lines of two versions beside each other; long stretches without a change are left out."""
    return list(_shortened(list(_aligned(_lines(old), _lines(new)))))


def changed_characters(old: list[Place], new: list[Place]) -> int:
    """How many characters were taken out or put in."""
    before, after = "\n".join(_lines(old)), "\n".join(_lines(new))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(a2 - a1, b2 - b1) for kind, a1, a2, b1, b2 in steps if kind != "equal")


def _lines(places: list[Place]) -> list[str]:
    return [line for place in places for line in place.text.splitlines()]


def _aligned(old: list[str], new: list[str]) -> Iterator[Row]:
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = old[a1:a2], new[b1:b2]
        if kind == "equal":
            yield from (Row(line, line) for line in left)
            continue
        pairs = min(len(left), len(right))
        for before, after in zip(left[:pairs], right[:pairs], strict=True):
            yield Row(*_marked(before, after))
        yield from (Row(left=_whole("del", line)) for line in left[pairs:])
        yield from (Row(right=_whole("ins", line)) for line in right[pairs:])


def _marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both lines with the characters marked that only one of them has."""
    left, right = [], []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            left.append(("", before[a1:a2]))
            right.append(("", after[b1:b2]))
        else:
            left.append(("del", before[a1:a2]))
            right.append(("ins", after[b1:b2]))
    return _joined(left), _joined(right)


def _joined(pieces: list[tuple[str, str]]) -> SafeString:
    marked = [(_whole(tag, text) if tag else text,) for tag, text in pieces if text]
    return format_html_join("", "{}", marked)


def _whole(tag: str, text: str) -> SafeString:
    return format_html("<del>{}</del>" if tag == "del" else "<ins>{}</ins>", text)


def _shortened(whole: list[Row]) -> Iterator[Row]:
    near = {
        number + offset
        for number, row in enumerate(whole)
        if row.changed
        for offset in range(-CONTEXT, CONTEXT + 1)
    }
    skipped = 0
    for number, row in enumerate(whole):
        if number not in near:
            skipped += 1
            continue
        if skipped:
            yield Row(skipped=skipped)
            skipped = 0
        yield row
    if skipped:
        yield Row(skipped=skipped)
