"""The words of the office's search in PostgreSQL: vectors in the entries themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.search import SearchQueryField, SearchRank, SearchVectorField
from django.db.models import BooleanField, Func, QuerySet, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres as stock
from wagtail.search.models import IndexEntry

from .asking import Language
from .entries import IndexOfWords, Words
from .ranking import RANKED, Compiler, Results

# The letters of the weights of a word in the title, and in another text.
TITLE, OTHER = "A", "D"
# PostgreSQL knows no later place, no more places of one word, and no word of more than 2,046 bytes.
LAST_PLACE, MOST_PLACES, LONGEST = 16_383, 255, 500
# A word among few says more than one among many.
BY_LENGTH = 1


def vector(words: Mapping[str, list[str]]) -> str:
    """A `tsvector` of words by the letters of their weights."""
    places: dict[str, list[str]] = {}
    for weight, weighed in words.items():
        for place, word in enumerate(weighed, start=1):
            known = places.setdefault(word, [])
            if len(known) < MOST_PLACES:
                known.append(f"{min(place, LAST_PLACE)}{weight}")
    return " ".join(f"{quoted(word)}:{','.join(found)}" for word, found in places.items())


def quoted(word: str) -> str:
    """As a word of a vector, or of a question to one, whatever characters it has."""
    escaped = word[:LONGEST].replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


class Index(IndexOfWords, stock.PostgresIndex):
    indexer = stock.ObjectIndexer

    def columns(self, found: Words) -> dict[str, Any]:
        vectors = {
            name: Cast(Value(vector({TITLE if name == "title" else OTHER: words})), SearchVectorField())
            for name, words in vars(found).items()
        }
        # Wagtail keeps the texts as well, to look for words that are nearly alike. Nobody does here.
        return {**vectors, "title_text": "", "body_text": ""}


class WordsInPostgreSQL(Compiler):
    language = Language(quoted, lambda word: f"{quoted(word)}:*", every=" & ", some=" | ")

    def rows(self, columns: list[str], expression: str) -> QuerySet:
        match = Func(
            _words(columns),
            _asked(expression),
            template="%(expressions)s",
            arg_joiner=" @@ ",
            output_field=BooleanField(),
        )
        return IndexEntry._default_manager.filter(match)

    def newest(self, rows: QuerySet, columns: list[str], expression: str) -> QuerySet:
        # In a query of its own: PostgreSQL would score all rows before it leaves out those that are too many.
        newest = rows.order_by("-pk").values("pk")[:RANKED]
        rank = SearchRank(_words(columns), _asked(expression), normalization=Value(BY_LENGTH))
        return IndexEntry._default_manager.filter(pk__in=newest).annotate(score=-rank).order_by("-pk")


def _words(columns: list[str]) -> Any:
    """The vector of several columns; that of title and body has an index (migration 0005)."""
    return Func(*columns, template="(%(expressions)s)", arg_joiner=" || ", output_field=SearchVectorField())


def _asked(expression: str) -> Cast:
    return Cast(Value(expression), SearchQueryField())


class SearchCompiler(WordsInPostgreSQL, stock.PostgresSearchQueryCompiler):
    """Whole words."""


class AutocompleteCompiler(WordsInPostgreSQL, stock.PostgresAutocompleteQueryCompiler):
    """Of what somebody is typing."""

    typing = True


class PostgreSQLResults(Results, stock.PostgresSearchResults):
    """In the order of their rank."""


class PostgreSQLBackend(stock.PostgresSearchBackend):
    index_class = Index
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    results_class = PostgreSQLResults
