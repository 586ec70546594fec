"""The words of the office's search in SQLite: a full-text table (FTS5) beside the entries."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, FloatField, Func, QuerySet, Value
from modelsearch.backends.database.sqlite import sqlite as stock
from wagtail.search.models import SQLiteFTSIndexEntry

from search.engines.sqlite import quoted

from .asking import Language
from .entries import IndexOfWords, Words
from .ranking import RANKED, Compiler, Results

TABLE = SQLiteFTSIndexEntry._meta.db_table
# Of a word in the columns as Wagtail made them: autocomplete, body, title.
SCORE = f"bm25({TABLE}, 1.0, 1.0, 8.0)"


class Index(IndexOfWords, stock.SQLiteIndex):
    indexer = stock.ObjectIndexer

    def columns(self, found: Words) -> dict[str, Any]:
        # A trigger of Wagtail's takes them over into the full-text table, which parts them at the spaces.
        return {name: " ".join(words) for name, words in vars(found).items()}


class WordsInSQLite(Compiler):
    language = Language(quoted, lambda word: f"{quoted(word)}*", every=" AND ", some=" OR ")
    entry = "index_entry__"

    def rows(self, columns: list[str], expression: str) -> QuerySet:
        asked = Value(f"{{{' '.join(columns)}}} : {expression}")
        match = Func(asked, template=f"{TABLE} MATCH %(expressions)s", output_field=BooleanField())
        return SQLiteFTSIndexEntry._default_manager.filter(match)

    def newest(self, rows: QuerySet, columns: list[str], expression: str) -> QuerySet:
        # FTS5 goes backwards through its rows by itself, and scores only those that are taken.
        score = Func(template=SCORE, output_field=FloatField())
        return rows.annotate(score=score).order_by("-pk")[:RANKED]


class SearchCompiler(WordsInSQLite, stock.SQLiteSearchQueryCompiler):
    """Whole words."""


class AutocompleteCompiler(WordsInSQLite, stock.SQLiteAutocompleteQueryCompiler):
    """Of what somebody is typing."""

    typing = True


class SQLiteResults(Results, stock.SQLiteSearchResults):
    """In the order of their rank."""


class SQLiteBackend(stock.SQLiteSearchBackend):
    index_class = Index
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    results_class = SQLiteResults
