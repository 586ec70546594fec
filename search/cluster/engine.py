"""What a question finds in the cluster. Its keys are those of entries in the database, where texts are."""

from __future__ import annotations

from typing import Any

from elasticsearch_dsl import A, Q, Search

from search.models import Change
from search.question import FACETS, Found, Group, Question, Word

from .connection import client
from .errors import BehindError
from .index import alias

# Of a word in the title, a part of the title, the summary, the text: as in the database.
FIELDS, TITLE_ONLY, PARTS = ["title^8", "summary^3", "body"], ["title^8"], 2
# So many values of one facet are counted.
MOST_VALUES = 500
# With more entries of which it was not told, the cluster is not asked.
MOST_CHANGES = 1_000


def find(question: Question, count: int) -> Found:
    """What a question finds; the keys of the first `count`.

    Raises:
        BehindError: it was not told of too many changes.
        elasticsearch.ApiError, elastic_transport.TransportError: it cannot answer.
    """
    # What was withdrawn a moment ago is neither found nor counted, whether or not the cluster knows.
    waiting = list(Change.objects.values_list("entry", flat=True)[: MOST_CHANGES + 1])
    if len(waiting) > MOST_CHANGES:
        raise BehindError
    search = Search(using=client(), index=alias()).query(_query(question, waiting)).source(False)
    search = search.extra(track_total_hits=True)[:count]
    chosen = {facet: Q("terms", **{facet: list(values)}) for facet, values in question.chosen.items()}
    if chosen:
        search = search.post_filter("bool", filter=list(chosen.values()))
    counted = FACETS if question.counted else ()
    for facet in counted:
        others = [each for name, each in chosen.items() if name != facet]
        narrowed = A("filter", Q("bool", filter=others) if others else Q("match_all"))
        narrowed.bucket("values", "terms", field=facet, size=MOST_VALUES)
        search.aggs.bucket(facet, narrowed)
    newest: list[Any] = [{"date": {"order": "desc", "missing": "_last"}}, {"entry": "desc"}]
    answer = search.sort(*([] if question.order == "newest" else ["_score"]), *newest).execute()
    facets = {
        facet: {str(each.key): each.doc_count for each in answer.aggregations[facet]["values"].buckets}
        for facet in counted
    }
    return Found(answer.hits.total.value, [int(hit.meta.id) for hit in answer], _without_empty(facets))


def _query(question: Question, waiting: list[int]) -> Any:
    fields = TITLE_ONLY if question.only_titles else FIELDS
    filters = [Q("terms", site=[str(site) for site in question.sites])]
    if question.among is not None:
        filters.append(Q("terms", entry=list(question.among)))
    refused = [_group(group, fields) for group in question.excluded]
    if waiting:
        refused.append(Q("terms", entry=waiting))
    return Q(
        "bool",
        should=[_group(group, fields) for group in question.groups],
        minimum_should_match=question.needed,
        filter=filters,
        must_not=refused,
    )


def _group(group: Group, fields: list[str]) -> Any:
    choices = []
    if group.words:
        choices.append(Q("bool", must=[_word(word, fields) for word in group.words]))
    if group.parts:
        parts = " ".join(group.parts)
        choices.append(Q("match", parts={"query": parts, "operator": "and", "boost": PARTS}))
    return Q("bool", should=choices, minimum_should_match=1)


def _word(word: Word, fields: list[str]) -> Any:
    choices = [
        Q("bool", must=[Q("multi_match", query=each, fields=fields, type="most_fields") for each in choice])
        for choice in word.choices
    ]
    return Q("bool", should=choices, minimum_should_match=1)


def _without_empty(facets: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {facet: counts for facet, counts in facets.items() if counts}
