"""From what somebody asks Wagtail's search to what the index is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from modelsearch.query import And, Boost, Or, Phrase, PlainText, SearchQuery

from search.text import typed, words

# Of many words put together by "and" or "or", as many are looked at.
MAX_TOGETHER = 8


@dataclass(frozen=True)
class Language:
    """How the index is asked.

    Attributes:
        whole: a word, as the whole word.
        beginning: a word, as the beginning of one.
        every, some: what stands between words that must all occur, or at least one of them.
    """

    whole: Callable[[str], str]
    beginning: Callable[[str], str]
    every: str
    some: str

    def expression(self, query: SearchQuery, typing: bool) -> str:
        """`query` in this language; empty when there is no word in it.

        Args:
            typing: somebody is typing a title: stretches of Chinese will do, and beginnings of other words.

        Raises:
            NotImplementedError: nobody in the office asks for what does not occur.
        """
        match query:
            case PlainText() | Phrase():
                asked = self._partial if typing else self._whole
                found = [asked(word) for word in typed.pieces(query.query_string)]
                every = isinstance(query, Phrase) or query.operator == "and"
                return self._together(found, self.every if every else self.some)
            case And() | Or():
                found = [self.expression(each, typing) for each in query.subqueries[:MAX_TOGETHER]]
                return self._together(found, self.every if isinstance(query, And) else self.some)
            case Boost():
                return self.expression(query.subquery, typing)
        raise NotImplementedError(f"The office's search does not know {type(query).__name__}.")

    def _whole(self, word: str) -> str:
        return self._together([self.whole(each) for each in words.wanted(word)], self.every)

    def _partial(self, word: str) -> str:
        parts = [self.whole(part) for part in words.wanted_parts(word)]
        return self._together([*parts, *map(self.beginning, words.others(word))], self.every)

    def _together(self, expressions: list[str], operator: str) -> str:
        found = [each for each in expressions if each]
        return f"({operator.join(found)})" if found else ""
