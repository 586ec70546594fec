"""From what somebody typed to what is looked for. All operators are those of this module.

A stretch between quotation marks must stand in a text as it is; what begins with a minus must not be there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 200
MAX_WORDS = 10
_QUOTED = r'"([^"]*)"|“([^”]*)”|「([^」]*)」'
_TOKEN = re.compile(rf"(-?)(?:{_QUOTED}|(\S+))")


@dataclass(frozen=True)
class Typed:
    """What was typed, by what is to be done with it.

    Attributes:
        words: what must be there; a word may be a whole sentence, which Chinese writes without spaces.
        phrases: what must be there as it stands.
        excluded: what must not be there.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """As one line that means the same when it is typed again."""
        quoted = [f'"{phrase}"' for phrase in self.phrases]
        without = [f'-"{each}"' if " " in each else f"-{each}" for each in self.excluded]
        return " ".join([*self.words, *quoted, *without])


def pieces(query: str) -> list[str]:
    """The words of `query` where nothing is an operator: full-width forms folded, not too many."""
    return _folded(query).split()[:MAX_WORDS]


def parse(query: str) -> Typed:
    """Take `query` apart: full-width forms folded, spaces of any kind as separators.

    At most `MAX_LENGTH` characters are looked at, and of each sort at most `MAX_WORDS`.
    """
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    for found in _TOKEN.finditer(_folded(query)):
        minus, *quoted, plain = found.groups()
        phrase = next((" ".join(each.split()) for each in quoted if each is not None), None)
        text = plain if phrase is None else phrase
        if not any(map(str.isalnum, text)):
            continue
        (excluded if minus else words if phrase is None else phrases).append(text)
    return Typed(tuple(words[:MAX_WORDS]), tuple(phrases[:MAX_WORDS]), tuple(excluded[:MAX_WORDS]))


def _folded(query: str) -> str:
    return unicodedata.normalize("NFKC", query.replace("\x00", " "))[:MAX_LENGTH]
