"""What may have been meant when nothing was found: the same sound, a slip of the pen, or sound in letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .models import Slip, Term
from .terms import LONGEST, SHORTEST, SHORTEST_WITH_SLIPS, UsedTerm, slips, used_terms
from .text.fold import fold
from .text.sound import sound
from .text.typed import Typed
from .text.words import wanted

# So many of the likeliest are tried.
MOST = 5
# A longer piece has thousands of stretches that might be words, and is hardly a slip of the pen.
_LONGEST_PIECE = 60


@dataclass(frozen=True)
class _Change:
    """To write `by` from `start` to `stop`. It is unlikely where a word of the language is written.

    Better is the less doubtful, then the longer, then the more used.
    """

    start: int
    stop: int
    by: str
    doubts: int
    uses: int
    is_likely: bool

    @property
    def order(self) -> tuple[int, int, int]:
        return (self.doubts, self.start - self.stop, -self.uses)


def corrected(typed: Typed, sites: Sequence[int]) -> tuple[list[str], list[str]]:
    """What was probably meant, and what may have been meant, the likeliest first; each to be searched for."""
    tries: list[tuple[_Change, str]] = []
    # Of each word that is probably wrong, the best; all of them may be.
    best: dict[int, str] = {}
    for place, word in enumerate(typed.words):
        for change in sorted(_changes(fold(word), sites), key=lambda each: each.order):
            new = word[: change.start] + change.by + word[change.stop :]
            words = [*typed.words[:place], new, *typed.words[place + 1 :]]
            tries.append((change, " ".join(words)))
            if change.is_likely:
                best.setdefault(place, new)
    tries.sort(key=lambda each: (each[0].order, each[1]))
    likely = dict.fromkeys(query for change, query in tries if change.is_likely)
    if len(best) > 1:
        likely = {" ".join(best.get(place, word) for place, word in enumerate(typed.words)): None} | likely
    unlikely = dict.fromkeys(query for change, query in tries if not change.is_likely)
    return list(likely)[:MOST], list(unlikely)[:MOST]


def _changes(word: str, sites: Sequence[int]) -> list[_Change]:
    if len(word) > _LONGEST_PIECE:
        return []
    if not word.isascii():
        return [*_of_sound(word, sites), *_of_slips(word, sites)]
    return _of_letters(word, sites) if word.isalpha() else []


def _of_sound(word: str, sites: Sequence[int]) -> list[_Change]:
    """Words that sound like a piece of what was typed."""
    pieces = _pieces(word)
    sounds = {piece: sound(piece) for piece in pieces}
    terms = used_terms(Term.objects.filter(sound__in=set(sounds.values())), sites)
    heard: dict[str, list[UsedTerm]] = {}
    for term in terms:
        heard.setdefault(term.sound, []).append(term)
    return [
        _Change(start, stop, term.text, 0, term.uses, not _is_word(piece))
        for piece, places in pieces.items()
        for term in heard.get(sounds[piece], ())
        if term.text != piece
        for start, stop in places
    ]


def _of_slips(word: str, sites: Sequence[int]) -> list[_Change]:
    """Words that a piece of what was typed becomes by one character more, less, another, or two exchanged."""
    pieces = _pieces(word)
    shorter = {piece: slips(piece) if len(piece) >= SHORTEST_WITH_SLIPS else set() for piece in pieces}
    all_shorter = set().union(*shorter.values())
    ways: dict[str, set[UsedTerm]] = {}
    for term in used_terms(Term.objects.filter(text__in=all_shorter), sites):
        ways.setdefault(term.text, set()).add(term)
    terms = {
        term.pk: term
        for term in used_terms(Term.objects.filter(slip__text__in=all_shorter | pieces.keys()), sites)
    }
    for key, slip in Slip.objects.filter(term__in=terms, text__in=all_shorter | pieces.keys()).values_list(
        "term", "text"
    ):
        ways.setdefault(slip, set()).add(terms[key])
    return [
        _Change(start, stop, term.text, 1, term.uses, not _is_word(piece))
        for piece, places in pieces.items()
        for way in (piece, *shorter[piece])
        for term in ways.get(way, ())
        # What is there already needs no correction.
        if term.text not in piece
        for start, stop in places
    ]


def _of_letters(word: str, sites: Sequence[int]) -> list[_Change]:
    """As few words as possible whose sounds were typed one after another, and words with these initials."""
    sounds = {
        term.sound: term.text
        for term in reversed(used_terms(Term.objects.filter(sound__in=_pieces(word)), sites))
    }
    # best[n]: the fewest words for the first n letters.
    best: dict[int, tuple[str, ...]] = {0: ()}
    for stop in range(1, len(word) + 1):
        ways = [(*best[start], sounds[word[start:stop]]) for start in best if word[start:stop] in sounds]
        if ways:
            best[stop] = min(ways, key=len)
    whole = [_Change(0, len(word), " ".join(best[len(word)]), 0, 0, True)] if len(word) in best else []
    same = used_terms(Term.objects.filter(initials=word), sites)[:MOST]
    return [*whole, *(_Change(0, len(word), term.text, 1, term.uses, True) for term in same)]


def _is_word(piece: str) -> bool:
    return wanted(piece) == [piece]


def _pieces(word: str) -> dict[str, list[tuple[int, int]]]:
    """Each stretch of a word that may be a word itself, and where it stands."""
    longest = LONGEST if not word.isascii() else len(word)
    pieces: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(word)):
        for stop in range(start + SHORTEST, min(len(word), start + longest) + 1):
            pieces.setdefault(word[start:stop], []).append((start, stop))
    return pieces
