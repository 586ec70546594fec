"""Puts into the office's search what it lacks or has in words of another version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast
from modelsearch.backends import get_search_backend
from modelsearch.index import get_indexed_models
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from .entries import VERSION

CHUNK = 200
# Called with the name of a kind of things, how many of them are done, and how many there are.
Progress = Callable[[str, int, int], object]


def lacking() -> Iterator[tuple[Any, list[Any]]]:
    """Each class that is searched, with the keys of its things whose entry is missing or of other words."""
    for model in get_indexed_models():
        entries = IndexEntry._default_manager.filter(
            content_type=get_content_type_pk(model),
            object_id=Cast(OuterRef("pk"), TextField()),
            title_norm=VERSION,
        )
        yield model, list(model.get_indexed_objects().exclude(Exists(entries)).values_list("pk", flat=True))


def is_of_another_version() -> bool:
    return IndexEntry._default_manager.exclude(title_norm=VERSION).exists()


def repair() -> int:
    """Make these entries, and take out what is left of things that are gone.

    Returns:
        How many entries were made.
    """
    made = 0
    for model, keys in lacking():
        _put(model, keys, lambda *_done: None)
        made += len(keys)
    for index in get_search_backend().all_indexes():
        index.delete_stale_entries()
    return made


def rebuild(progress: Progress) -> None:
    """Make every entry anew. One takes the place of another, so that all is found meanwhile."""
    for model in get_indexed_models():
        _put(model, list(model.get_indexed_objects().values_list("pk", flat=True)), progress)
    repair()


def _put(model: Any, keys: Sequence[Any], progress: Progress) -> None:
    for start in range(0, len(keys), CHUNK):
        things = model.get_indexed_objects().filter(pk__in=keys[start : start + CHUNK])
        get_search_backend().add_bulk(model, list(things))
        progress(model._meta.label, min(start + CHUNK, len(keys)), len(keys))
