"""Words as numbers in an array beside the entries in PostgreSQL, whose own parser knows no Chinese.

An array of numbers (its module `intarray`) takes a third of the room of a `tsvector` of the same words, and
what is found in its index need not be looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from django.db import connection

from search.models import Text
from search.question import Found, Group, Question, Word

from .base import TABLE, Indexed
from .statement import combined, run

# Words of the title stand in the array once more, its parts as well; they must not be taken for other words.
TITLE, PART = "+", "="
# Questions know no number with a sign.
_NUMBERS = 0x7FFF_FFFF
# What a word anywhere in an entry says, beside one in its title.
_ANYWHERE = 0.1
_HAS = "words @@ CAST(%s AS query_int)"
# Without OFFSET the arrays would be carried along until somebody asks for the score.
_HITS = f"SELECT entry_id AS id, {{score}} AS score FROM search_words WHERE {_HAS} OFFSET 0"
_AMONG = "search_entry.id IN (SELECT CAST(json_array_elements_text(CAST(%s AS json)) AS bigint))"


class PostgreSQL:
    def add(self, texts: Iterable[Text], table: str = TABLE) -> None:
        # All of them first: a connection that copies answers nothing else, as which names there are.
        rows = "".join(f"{of.entry}\t{_array(of)}\n" for of in map(Indexed.of, texts))
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} (entry_id, words) FROM STDIN") as copy:
            copy.write(rows)

    def find(self, question: Question, count: int) -> Found:
        kind = TITLE if question.only_titles else ""

        def one(group: Group) -> str:
            return _group(group, kind)

        expression = combined(question.groups, question.needed, " & ", " | ", one)
        if question.excluded:
            expression = f"({expression}) & !({' | '.join(map(one, question.excluded))})"
        # Only who wants the best first needs a score of each.
        score, asked = _score(question.groups) if question.order == "best" else ("0.0", [])
        return run(_HITS.format(score=score), [*asked, expression], question, count, _AMONG)


def _array(of: Indexed) -> str:
    words = {*of.title, *of.summary, *of.body}
    words.update([TITLE + word for word in of.title], [PART + part for part in of.parts])
    # In their order they are looked up without being sorted each time.
    numbers = sorted([number(word) for word in words])
    return f"{{{str(numbers)[1:-1]}}}"


def number(word: str) -> int:
    """The number that stands for a word. Hardly ever do two words have the same."""
    return crc32(word.encode()) & _NUMBERS


def _score(groups: Sequence[Group]) -> tuple[str, list[str]]:
    """How many of the words asked for an entry has in its title, and anywhere."""
    words = [word for group in groups for word in group.words]
    has = f"CAST({_HAS} AS integer)"
    score = " + ".join(["0.0"] + [has] * len(words) + [f"{_ANYWHERE} * {has}"] * len(words))
    return score, [_word(word, kind) for kind in (TITLE, "") for word in words]


def _group(group: Group, kind: str) -> str:
    choices = []
    if group.words:
        choices.append(f"({'&'.join(_word(word, kind) for word in group.words)})")
    if group.parts:
        choices.append(_all(group.parts, PART))
    return f"({'|'.join(choices)})"


def _word(word: Word, kind: str) -> str:
    return f"({'|'.join(_all(choice, kind) for choice in word.choices)})"


def _all(words: Iterable[str], kind: str) -> str:
    return f"({'&'.join(str(number(kind + word)) for word in words)})"
