"""The index of the cluster: what it holds of an entry, its name, and one made anew beside it.

Readers ask an alias. A new index is filled under a name of its own and takes over the alias at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils import timezone
from elasticsearch import NotFoundError, helpers
from elasticsearch_dsl import Search

from search.engines.base import Indexed
from search.models import Text
from search.question import FACETS

from .address import configured
from .connection import client

NAME: Final = "entries"
# Seconds: filling an index is no reader's request.
PATIENCE: Final = 120
RETRIES: Final = 4
_WORDS = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
MAPPINGS: Final = {
    "dynamic": "strict",
    # Texts are shown from the database.
    "_source": {"enabled": False},
    "properties": {
        "entry": {"type": "long"},
        "date": {"type": "date"},
        **{facet: {"type": "keyword"} for facet in FACETS},
        **dict.fromkeys(("title", "parts", "summary", "body"), _WORDS),
    },
}
SETTINGS: Final = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    # For so long an entry that was deleted cannot be put in again by a message that comes late.
    "gc_deletes": "1h",
}
# An entry never changes: it is put in, and it is deleted. The later one wins, however late it is told.
_PUT, _DELETED = 1, 2


def alias() -> str:
    """The name that readers ask."""
    return configured().index(NAME)


def exists() -> bool:
    return bool(client().indices.exists_alias(name=alias()))


def create() -> str:
    """A new index that nobody asks yet; its name."""
    name = f"{alias()}-{timezone.now():%Y%m%d%H%M%S%f}"
    # Found while it is filled it would only be slow.
    client().indices.create(index=name, mappings=MAPPINGS, settings={**SETTINGS, "refresh_interval": "-1"})
    return name


def take_over(name: str) -> None:
    """Let readers ask this index from now on, and delete those they asked before."""
    asked = client().options(request_timeout=PATIENCE)
    asked.indices.put_settings(index=name, settings={"refresh_interval": "1s"})
    asked.indices.refresh(index=name)
    old = sorted(set(_all()) - {name})
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias()}}]
    asked.indices.update_aliases(actions=[*actions, *({"remove_index": {"index": each}} for each in old)])


def send(texts: Iterable[Text], gone: Iterable[int], index: str = "") -> None:
    """Put these entries into an index (that of the readers), and take out those that are gone.

    Raises:
        helpers.BulkIndexError: the cluster refused one of them.
        elastic_transport.TransportError: it does not answer.
    """
    into = index or alias()
    deleted = ({"_op_type": "delete", "_id": str(key), **_version(_DELETED)} for key in gone)
    put = ({"_id": str(text.pk), **_version(_PUT), **_document(text)} for text in texts)
    actions = ({"_index": into, **action} for each in (put, deleted) for action in each)
    _count, errors = helpers.bulk(
        client().options(request_timeout=PATIENCE),
        actions,
        raise_on_error=False,
        stats_only=False,
        # A cluster that has too much to do says so (429), and has done it a while later.
        max_retries=RETRIES,
        initial_backoff=1,
    )
    refused = [error for error in errors if not _is_known(error)]  # type: ignore[union-attr]
    if refused:
        raise helpers.BulkIndexError(f"The cluster refused {len(refused)} entries.", refused)


def keys() -> Iterator[int]:
    """The entries that the index has, in order; none while there is no index."""
    if not exists():
        return
    client().indices.refresh(index=alias())
    last = -1
    while True:
        search = Search(using=client(), index=alias()).filter("range", entry={"gt": last})
        found = [int(hit.meta.id) for hit in search.sort("entry").source(False)[:10_000].execute()]
        if not found:
            return
        yield from found
        last = found[-1]


def _all() -> list[str]:
    try:
        return list(client().indices.get(index=f"{alias()}-*"))
    except NotFoundError:
        return []


def _version(number: int) -> dict[str, Any]:
    return {"version": number, "version_type": "external"}


def _is_known(error: dict[str, Any]) -> bool:
    """Whether a message was refused because what it says, or something later, was told before."""
    (answer,) = error.values()
    return answer["status"] in {404, 409}


def _document(text: Text) -> dict[str, Any]:
    of, entry = Indexed.of(text), text.entry
    words = {part: " ".join(getattr(of, part)) for part in ("title", "parts", "summary", "body")}
    facets = {
        facet: str(value)
        for facet in FACETS
        if (value := entry.site_id if facet == "site" else getattr(entry, facet)) not in {"", None}
    }
    return {"entry": entry.pk, "date": entry.date, **words, **facets}
