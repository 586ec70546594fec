"""What the index has of a thing: words, where Wagtail leaves texts to the database's own parser."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from modelsearch.backends.base import BaseIndex
from modelsearch.index import AutocompleteField
from modelsearch.utils import get_content_type_pk

from search.text import words

# Wagtail keeps a norm of the title, which is positive, and which nothing here asks for. In its place stands
# of which version the words are.
VERSION = -float(words.VERSION)


@dataclass
class Words:
    """Of the title, of all else that is searched, and those found by a stretch of Chinese or a beginning."""

    title: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    autocomplete: list[str] = field(default_factory=list)

    def add(self, searched: Any, text: str) -> None:
        """Add the text of one of the fields that a model says are searched."""
        if isinstance(searched, AutocompleteField):
            self.autocomplete += [*words.parts(text), *words.others(text)]
        elif searched.field_name == "title":
            self.title += words.kept(text)
        else:
            self.body += words.kept(text)


class IndexOfWords(ABC, BaseIndex):
    """Writes entries without a look at the others, so that their number does not matter."""

    # Wagtail's class that finds the texts of a thing; each database has its own.
    indexer: ClassVar[Any]
    entries: QuerySet

    @abstractmethod
    def columns(self, found: Words) -> dict[str, Any]:
        """What the columns of an entry hold."""

    def add_items(self, model: Any, things: Iterable[Model]) -> None:
        kind = get_content_type_pk(model)
        self.entries.bulk_create(
            [
                self.entries.model(content_type_id=kind, object_id=str(thing.pk), **self._columns_of(thing))
                for thing in things
            ],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title_norm", *self.columns(Words())],
        )

    def _columns_of(self, thing: Model) -> dict[str, Any]:
        found, indexer = Words(), self.indexer(thing, self.backend)
        for searched in indexer.search_fields:
            # PostgreSQL's indexer tells of a weight between the field and its text.
            for each, *_weight, text in indexer.prepare_field(thing, searched):
                found.add(each, text)
        return {**self.columns(found), "title_norm": VERSION}

    def _refresh_title_norms(self, full: bool = False) -> None:
        """There are none."""
