"""Finds with the index, and puts in order of relevance no more than the newest of what is found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from operator import itemgetter
from typing import Any, ClassVar

from django.db import NotSupportedError
from django.db.models import Exists, F, Model, OuterRef, QuerySet
from django.db.models.functions import Cast
from modelsearch.backends.base import BaseSearchQueryCompiler, BaseSearchResults
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks

from .asking import Language

# A word that more things have says little of them; who wants others types a second word.
RANKED = 1000


class Compiler(ABC, BaseSearchQueryCompiler):
    """From a queryset and a question to a queryset of what is found."""

    language: ClassVar[Language]
    # Whether it is asked by somebody who is typing a title.
    typing: ClassVar[bool] = False
    # From a row of the words to the entry of the index to which they belong: "", or a relation and "__".
    entry: ClassVar[str] = ""

    @abstractmethod
    def rows(self, columns: list[str], expression: str) -> QuerySet:
        """Rows whose words in these columns fit `expression`."""

    @abstractmethod
    def newest(self, rows: QuerySet, columns: list[str], expression: str) -> QuerySet:
        """At most `RANKED` of the rows, each with its `score`: the less, the better; newest first."""

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: str | None = None, **_: Any
    ) -> QuerySet:
        """What is found of the queryset. What is ranked comes in no order (see `Results`)."""
        if isinstance(self.query, MatchAll):
            return self.queryset[start:stop]
        if self.order_by_relevance:
            return self.queryset.filter(pk__in=self.ranked[start:stop])
        if not self.expression:
            return self.queryset.none()
        found = self.queryset.filter(pk__in=self._hits().values_list(self._key(F(f"{self.entry}object_id"))))
        return (found if found.query.order_by else found.order_by("-pk"))[start:stop]

    @cached_property
    def ranked(self) -> list[Any]:
        """Keys of the things found, best first, and among equals newest first."""
        if not self.expression:
            return []
        # Among those that may be seen here: the newest of a whole installation may all be another site's.
        thing = self.queryset.order_by().filter(pk=self._key(OuterRef(f"{self.entry}object_id")))
        hits = self.newest(self._hits().filter(Exists(thing)), self._columns, self.expression)
        found = hits.values_list(self._key(F(f"{self.entry}object_id")), "score")
        return [key for key, _score in sorted(found, key=itemgetter(1))]

    @cached_property
    def expression(self) -> str:
        """The question as the index understands it; empty when nothing can be found."""
        # What stands for "nothing at all".
        nothing = isinstance(self.query, Not) and isinstance(self.query.subquery, MatchAll)
        return "" if nothing else self.language.expression(self.query, self.typing)

    @property
    def _columns(self) -> list[str]:
        if self.typing:
            return ["autocomplete"]
        # All fields but the title stand in one column.
        return ["title"] if self.fields and set(self.fields) == {"title"} else ["title", "body"]

    def _hits(self) -> QuerySet:
        kinds = get_descendants_content_types_pks(self.queryset.model)
        found = self.rows(self._columns, self.expression)
        return found.filter(**{f"{self.entry}content_type__in": kinds})

    def _key(self, text: Any) -> Cast:
        """The index keeps keys as texts."""
        field = self.queryset.model._meta.pk
        while field.remote_field:
            field = field.target_field
        return Cast(text, field)


class Results(BaseSearchResults):
    """What was found, in the order of its rank."""

    def _do_search(self) -> list[Any]:
        found = super()._do_search()
        compiler = self.query_compiler
        ranked = compiler.order_by_relevance and not isinstance(compiler.query, MatchAll)
        # Values without their keys are asked for by who wants them all, in whatever order.
        if ranked and found and isinstance(found[0], Model):
            places = {key: place for place, key in enumerate(compiler.ranked)}
            found.sort(key=lambda thing: places[thing.pk])
        return found

    def annotate_score(self, field_name: str) -> Any:
        raise NotSupportedError("The office's search orders by scores and does not tell them.")
