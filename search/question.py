"""What an engine is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, Self

from .text import entities, words
from .text.fold import fold
from .text.typed import Typed
from .vocabulary import Vocabulary

# Of an entry, by which results can be narrowed.
FACETS: Final = ("site", "kind", "year", "department", "subject", "validity")
Order = Literal["best", "newest"]


@dataclass(frozen=True)
class Word:
    """One word: a text has it when it has all words of one of `choices`, a synonym for example."""

    choices: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, word: str, more: Vocabulary) -> Self:
        """A word with its synonyms, those shipped and the installation's own."""
        return cls(((word,), *_synonyms(word, more)))

    @classmethod
    def cut(cls, word: str, more: Vocabulary) -> Self:
        """The same for a word that no dictionary has: what it is cut into stands for it.

        A name is a word in texts that were published since it is one; in older ones it lies in pieces.
        """
        whole = ((word,),) if word in more.names else ()
        return cls((*whole, *_choices((word,)), *_synonyms(word, more)))

    @property
    def name(self) -> str:
        """As it was typed."""
        return "".join(self.choices[0])


@dataclass(frozen=True)
class Group:
    """What was typed in one piece: its words in a text, or all its parts in a title."""

    words: tuple[Word, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is looked for.

    Attributes:
        groups: what must be there.
        needed: how many of the groups; all, unless fewer will do.
        excluded: what must not be there.
        sites: keys of the sites to search.
        chosen: by facet, the values of which an entry must have one.
        only_titles: whether words in summaries and texts do not count.
        among: the entries that come into question; all when None.
        counted: whether total and facets are wanted, not the keys alone.
    """

    groups: tuple[Group, ...]
    needed: int
    sites: tuple[int, ...]
    excluded: tuple[Group, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = "best"
    only_titles: bool = False
    among: tuple[int, ...] | None = None
    counted: bool = True


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes:
        total: how many entries.
        keys: of those asked for, best first.
        facets: by facet, how many entries have each value. What is chosen of a facet narrows the others only.
    """

    total: int
    keys: list[int]
    facets: dict[str, dict[str, int]]


def groups(typed: Typed, more: Vocabulary) -> tuple[Group, ...]:
    """What must be there of what was typed."""
    return tuple(filter(_asks, (_group(piece, more) for piece in (*typed.words, *typed.phrases))))


def required(of: tuple[Group, ...]) -> tuple[Group, ...]:
    """What of these must be there: words that say little need not, beside others."""
    strong = [replace(group, words=tuple(word for word in group.words if not _is_weak(word))) for group in of]
    left = tuple(group for group in strong if group.words)
    return left if left else of


def excluded(typed: Typed) -> tuple[Group, ...]:
    """What must not be there. Synonyms stay: who excludes a word means that word."""
    found = (_plain(piece) for piece in typed.excluded)
    return tuple(filter(_asks, found))


def single(of: tuple[Group, ...]) -> tuple[Group, ...]:
    """The same words, each a group of its own; without those that say little beside others."""
    apart = {name: group for each in of for name, group in _apart(each)}
    strong = {name: group for name, group in apart.items() if name not in words.weak_words()}
    telling = {name: group for name, group in strong.items() if len(name) > 1}
    return tuple((telling or strong or apart).values())


def _apart(group: Group) -> Iterator[tuple[str, Group]]:
    """The words of a group, each with its name. Neighbours of one character are one word."""
    known = {word.name: word for word in group.words}
    for name in words.joined(list(known)):
        own = (known[name],) if name in known else tuple(known[character] for character in name)
        yield name, Group(own, _parts_of(name))


def _parts_of(word: str) -> tuple[str, ...]:
    return tuple(words.wanted_parts(word)) if word.isalpha() else ()


def _group(piece: str, more: Vocabulary) -> Group:
    folded, numbers = fold(piece), []
    for written, word in entities.wanted(folded):
        numbers.append(Word(((word,), tuple(words.wanted(written)))))
        folded = folded.replace(written, " ")
    named = []
    known = {each for each in (*more.synonyms, *more.names) if each in folded}
    for key in sorted(known, key=lambda each: (-len(each), each)):
        # What is one word is met as one: a stretch of 就医保障 is no 医保.
        if key in folded and len(words.wanted(key)) > 1:
            named.append(Word.cut(key, more))
            folded = folded.replace(key, " ")
    found = [Word.of(word, more) for word in (words.meant(folded) if folded.strip() else [])]
    return Group((*found, *named, *numbers), tuple(words.wanted_parts(piece)))


def _choices(*texts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of each of these texts that has any."""
    return filter(None, (tuple(words.wanted(text)) for same in texts for text in same))


def _synonyms(word: str, more: Vocabulary) -> Iterator[tuple[str, ...]]:
    return _choices(words.synonyms().get(word, ()), more.synonyms.get(word, ()))


def _is_weak(word: Word) -> bool:
    return word.name in words.weak_words()


def _plain(piece: str) -> Group:
    found = tuple(words.wanted(piece))
    return Group((Word((found,)),) if found else (), tuple(words.wanted_parts(piece)))


def _asks(group: Group) -> bool:
    return bool(group.words or group.parts)
