"""Compares the search with what is published, puts right what differs, makes it anew; the office with it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from . import entries, terms
from .documents import Document
from .engines.anew import make_words_anew
from .models import Entry
from .office import maintenance as office
from .sources import Source, sources
from .text import words

logger = logging.getLogger(__name__)
CHUNK = 200
MOST_CHARACTERS = 500_000
# Called with what is made, how many are done, and how many there are.
Progress = Callable[[str, int, int], object]


@dataclass(frozen=True)
class State:
    """Of one source: keys of what is published, missing, kept though public no more, of other words."""

    published: list[str]
    missing: list[str]
    left_over: list[str]
    outdated: list[str]

    @property
    def is_right(self) -> bool:
        return not (self.missing or self.left_over or self.outdated)


def state(source: Source) -> State:
    kept = dict(Entry.objects.filter(source=source.name).values_list("key", "version"))
    published = list(source.keys())
    return State(
        published,
        missing=[key for key in published if key not in kept],
        left_over=sorted(kept.keys() - set(published)),
        outdated=[key for key in published if kept.get(key, words.VERSION) != words.VERSION],
    )


def cluster_state() -> State | None:
    """The same of the cluster, compared with the entries; None where there is no cluster.

    Raises:
        elasticsearch.ApiError, elastic_transport.TransportError: it does not answer.
    """
    if not settings.SEARCH_URL:
        return None
    from .cluster import changes

    published = list(map(str, Entry.objects.order_by("pk").values_list("pk", flat=True)))
    missing, left_over = changes.differences()
    return State(published, list(map(str, missing)), list(map(str, left_over)), [])


def is_of_another_version() -> bool:
    """Whether entries, or some of the office's, were made by a program that made other words of texts."""
    known = Entry.objects.filter(source__in=list(sources()))
    return known.exclude(version=words.VERSION).exists() or office.is_of_another_version()


def repair() -> None:
    """Put in what is missing or was made with other words, take out what is left over."""
    for source in sources().values():
        found = state(source)
        if not found.is_right:
            logger.warning(
                "Search, %s: %s missing, %s left over, %s outdated.",
                source.name, len(found.missing), len(found.left_over), len(found.outdated),
            )  # fmt: skip
        entries.remove(source.name, found.left_over)
        for keys in _chunks([*found.missing, *found.outdated]):
            for documents in _batches(source.documents(keys)):
                entries.put(source.name, documents)
    terms.forget_unused()
    made = office.repair()
    if made:
        logger.warning("Search of the office: %s entries were missing or outdated.", made)
    if settings.SEARCH_URL:
        from .cluster import changes

        changes.settle()


def rebuild(progress: Progress) -> None:
    """Read all that is published again, and make all words anew; readers search meanwhile."""
    for source in sources().values():
        found = state(source)
        entries.remove(source.name, found.left_over)
        for number, keys in enumerate(_chunks(found.published), start=1):
            for documents in _batches(source.documents(keys)):
                entries.renew(source.name, documents)
            progress(source.name, min(number * CHUNK, len(found.published)), len(found.published))
    total = Entry.objects.count()
    make_words_anew(lambda done: progress("words", done, max(done, total)))
    terms.forget_unused()
    office.rebuild(progress)
    if settings.SEARCH_URL:
        from .cluster import changes

        changes.rebuild(progress)


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """As many as are written in a moment: nobody else can publish meanwhile, nor while a file is read."""
    batch: list[Document] = []
    length = 0
    for document in documents:
        batch.append(document)
        length += len(document.body)
        if length > MOST_CHARACTERS:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch
