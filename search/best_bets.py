"""Which results the editors of a site put first for what somebody typed (推荐结果)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from .calls import call_of
from .models import BestBet, BestBetCall, Entry
from .text.fold import bare

# More would push away what was looked for.
MOST_SHOWN = 3


def entries_for(site: Site, queries: Iterable[str]) -> list[int]:
    """Keys of the entries that stand first for one of these texts today. None costs one question."""
    names = {call_of(query) for query in queries if bare(query)}
    if not names:
        return []
    bets = _of_today(BestBet.objects.filter(site=site, bestbetcall__name__in=names))
    wanted = list(dict.fromkeys(bets.order_by("pk").values_list("source", "key")))
    if not wanted:
        return []
    these = reduce(or_, (Q(source=source, key=key) for source, key in wanted))
    found = {(entry.source, entry.key): entry.pk for entry in Entry.objects.filter(these)}
    return [found[each] for each in wanted if each in found][:MOST_SHOWN]


def lines(text: str) -> list[str]:
    """What stands in the lines of a text, each once."""
    return list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in text.splitlines()))))


@transaction.atomic
def keep(bet: BestBet) -> None:
    """Store a recommended result with the texts for which it is shown."""
    bet.save()
    BestBetCall.objects.filter(bet=bet).delete()
    names = {call_of(query) for query in lines(bet.queries) if bare(query)}
    BestBetCall.objects.bulk_create(BestBetCall(bet=bet, name=name) for name in sorted(names))


def titles(bets: Iterable[BestBet]) -> Iterator[tuple[BestBet, str]]:
    """Each with the title of what it names, as it is found; without what is found no more."""
    known = list(bets)
    keys = Entry.objects.filter(key__in={bet.key for bet in known}).select_related("text")
    found = {(entry.source, entry.key): entry.text.title for entry in keys}
    return ((bet, found.get((bet.source, bet.key), "")) for bet in known)


def _of_today(bets: QuerySet[BestBet]) -> QuerySet[BestBet]:
    today = timezone.localdate()
    begun = Q(begins_on=None) | Q(begins_on__lte=today)
    return bets.filter(begun, Q(ends_on=None) | Q(ends_on__gte=today))
