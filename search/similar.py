"""What is like something that was published: has most of the telling words of its title."""

from __future__ import annotations

from collections.abc import Sequence

from wagtail.models import Site

from .engines import choice
from .finding import Asked, Hit, hits
from .models import Entry
from .question import Question, groups, single
from .ranking import best_first
from .text.typed import parse
from .vocabulary import vocabulary

MOST = 6
_LOOKED_AT = 60


def similar(site: Site, sites: Sequence[int], source: str, key: str) -> list[Hit] | None:
    """At most six hits for readers of `site` on `sites`, most alike first; None if there is no such entry."""
    entry = Entry.objects.select_related("text").filter(source=source, key=key, site__in=sites).first()
    if entry is None:
        return None
    typed = parse(entry.text.title)
    words = single(groups(typed, vocabulary()))
    if not words:
        return []
    question = Question(words, needed=(len(words) + 1) // 2, sites=tuple(sites))
    found = best_first(choice.find(question, _LOOKED_AT).keys, typed.words, words)
    return hits(Asked(site, "", tuple(sites)), [other for other in found if other != entry.pk][:MOST], [])
