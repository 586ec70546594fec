"""From what somebody typed to what is shown of what was found."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wagtail.models import Site

from . import best_bets, ranking
from .calls import call_of
from .corrections import corrected
from .engines import choice
from .facets import Facet, facets
from .highlight import Piece, excerpt, led_excerpt, marked
from .models import Entry, Text
from .question import Order, Question, excluded, groups, required, single
from .sources import sources
from .text.fold import bare
from .text.typed import Typed, parse
from .vocabulary import vocabulary

# With fewer results than these, those that have only some of the words are shown as well.
FEW = 3
# So many of the best are read to see whether they have a phrase.
MOST_READ = 2_000
# Files are long: after so many characters the worse ones are not read.
MOST_CHARACTERS = 4_000_000
_READ_AT_ONCE = 50


@dataclass(frozen=True)
class Asked:
    """What a reader asks.

    Attributes:
        site: the one on which he is.
        sites: keys of those that are searched.
        chosen: by facet, the values to which he narrowed the results.
    """

    site: Site
    query: str
    sites: tuple[int, ...]
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = "best"
    only_titles: bool = False


@dataclass(frozen=True)
class Hit:
    """One result. Title and summary are in pieces, of which some are what was looked for."""

    key: int
    title: list[Piece]
    url: str
    summary: list[Piece]
    date: datetime.datetime | None
    kind: str
    department: str
    site: str
    validity: str


@dataclass(frozen=True)
class Results:
    """What was looked for, how much of it there is, and the results asked for, best first.

    Attributes:
        has_all_words: False when results have only some of the words, because none or few have all.
        corrected_to: what was looked for in the place of what was typed, of which nothing was found.
        best_bets: what editors recommend, to be shown above the hits, which do not repeat it.
    """

    typed: Typed
    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    has_all_words: bool = True
    corrected_to: str = ""
    best_bets: list[Hit] = field(default_factory=list)


def find(asked: Asked, start: int, stop: int) -> Results:
    """What is published with what somebody typed; the results from `start` to `stop`."""
    found = _found(asked, start, stop)
    return found if start else _with_best_bets(asked, found)


def _with_best_bets(asked: Asked, found: Results) -> Results:
    """What editors recommend goes first, unless the reader said himself which results he wants."""
    if asked.chosen or found.typed.excluded:
        return found
    keys = best_bets.entries_for(asked.site, [asked.query, found.corrected_to])
    if not keys:
        return found
    recommended = hits(asked, keys, [*found.typed.words, *found.typed.phrases])
    above = {hit.key for hit in recommended}
    others = [hit for hit in found.hits if hit.key not in above]
    return replace(found, hits=others, best_bets=recommended)


def _found(asked: Asked, start: int, stop: int) -> Results:
    typed = parse(asked.query)
    question = _question(asked, typed)
    found = _answer(asked, typed, question, start, stop)
    is_strict = bool(typed.phrases or typed.excluded) or not typed.words
    if found.total >= FEW or is_strict or _chosen_leave_few(question):
        return found
    if found.total:
        return _with_fewer_words(asked, typed, question, start, stop) or found
    likely, unlikely = corrected(typed, asked.sites)
    return (
        _corrected(asked, likely, start, stop)
        or _corrected(replace(asked, only_titles=True), unlikely, start, stop)
        or _with_fewer_words(asked, typed, question, start, stop)
        or _corrected(asked, unlikely, start, stop)
        or found
    )


def _answer(asked: Asked, typed: Typed, question: Question, start: int, stop: int) -> Results:
    """The results of a question, those asked for in their order."""
    if not question.groups:
        return Results(typed)
    found = choice.find(question, max(stop, ranking.LOOKED_AT))
    keys = found.keys
    if asked.order == "best":
        keys = ranking.best_first(keys, typed.words, groups(typed, vocabulary()))
        called = _called(asked)
        keys = [*called, *(key for key in keys if key not in called)]
    shown = hits(asked, keys[start:stop], _marks(typed, question))
    return Results(typed, max(found.total, len(keys)), shown, facets(found.facets, asked.chosen))


def _corrected(asked: Asked, queries: Iterable[str], start: int, stop: int) -> Results | None:
    """The results of the first of these of which something is found."""
    for query in queries:
        instead = replace(asked, query=query)
        typed = parse(query)
        found = _answer(instead, typed, _question(instead, typed), start, stop)
        if found.total:
            return replace(found, corrected_to=query)
    return None


def _question(asked: Asked, typed: Typed) -> Question:
    wanted = required(groups(typed, vocabulary()))
    question = Question(
        wanted,
        needed=len(wanted),
        excluded=excluded(typed),
        sites=asked.sites,
        chosen=asked.chosen,
        order=asked.order,
        only_titles=asked.only_titles,
    )
    return replace(question, among=_with_phrases(question, typed)) if typed.phrases and wanted else question


def _with_phrases(question: Question, typed: Typed) -> tuple[int, ...]:
    """Those of the best that have the phrases as they stand. An engine knows words only."""
    keys = choice.find(replace(question, chosen={}), MOST_READ).keys
    phrases = [bare(phrase) for phrase in typed.phrases]
    shown = ["title"] if question.only_titles else ["title", "summary", "body"]
    found, length = [], 0
    for start in range(0, len(keys), _READ_AT_ONCE):
        texts = Text.objects.filter(pk__in=keys[start : start + _READ_AT_ONCE]).values_list("pk", *shown)
        for key, *read in texts:
            length += sum(map(len, read))
            if all(any(phrase in bare(text) for text in read) for phrase in phrases):
                found.append(key)
        if length > MOST_CHARACTERS:
            break
    return tuple(found)


def _chosen_leave_few(question: Question) -> bool:
    """Whether there is enough, and only what was chosen leaves so little."""
    return bool(question.chosen) and choice.find(replace(question, chosen={}), 0).total >= FEW


def _with_fewer_words(
    asked: Asked, typed: Typed, question: Question, start: int, stop: int
) -> Results | None:
    """What has all words but one; or half of them, if nothing has so many."""
    apart = single(question.groups)
    if not apart:
        return None
    found = None
    for needed in dict.fromkeys((max(len(apart) - 1, 1), (len(apart) + 1) // 2)):
        less = replace(question, groups=apart, needed=needed)
        found = _answer(asked, typed, less, start, stop)
        if found.total >= FEW:
            break
    return replace(found, has_all_words=False) if found and found.total else None


def _called(asked: Asked) -> list[int]:
    """Entries whose whole title, or number, was typed: no other is meant. The newest first.

    Of a page and its file, which share a date, the page.
    """
    if not bare(asked.query):
        return []
    entries = Entry.objects.filter(call__name=call_of(asked.query), site__in=asked.sites)
    return [
        entry.pk
        for entry in entries.order_by("-date", "-weight", "-pk")[: ranking.LOOKED_AT]
        if all(
            str(entry.site_id if facet == "site" else getattr(entry, facet)) in values
            for facet, values in asked.chosen.items()
        )
    ]


def _marks(typed: Typed, question: Question) -> list[str]:
    choices = [choice for group in question.groups for word in group.words for choice in word.choices]
    # Of 市教育局 no 市 elsewhere is marked.
    parts = [part for choice in choices for part in choice if len(part) > 1 or len(choice) == 1]
    return [*typed.words, *typed.phrases, *parts]


def hits(asked: Asked, keys: list[int], marks: list[str]) -> list[Hit]:
    """What is shown of these entries, with `marks` marked.

    Only what is public now: whoever withdraws something does not wait for the index.
    """
    entries = Entry.objects.select_related("text", "site").in_bulk(keys)
    by_source = defaultdict(list)
    for entry in entries.values():
        by_source[entry.source].append(entry.key)
    known = sources()
    addresses = {
        name: known[name].addresses(found, asked.site) for name, found in by_source.items() if name in known
    }
    return [
        _hit(entry, url, asked, marks)
        for entry in (entries[key] for key in keys if key in entries)
        if (url := addresses.get(entry.source, {}).get(entry.key))
    ]


def _hit(entry: Entry, url: str, asked: Asked, marks: list[str]) -> Hit:
    text, source = entry.text, sources()[entry.source]
    shown = led_excerpt if source.leads_with_summary else excerpt
    return Hit(
        key=entry.pk,
        title=marked(text.title, marks),
        url=url,
        summary=shown(text.summary, text.body, marks),
        date=entry.date,
        kind=str(source.kinds.get(entry.kind, "")),
        department=entry.department,
        site=entry.site.site_name if entry.site_id != asked.site.pk else "",
        validity=entry.validity,
    )
