"""By what results can be narrowed, as readers see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .question import FACETS
from .sources import sources

LABELS = {
    "site": _("Site"),
    "kind": _("Kind"),
    "year": _("Year"),
    "department": _("Department"),
    "subject": _("Subject area"),
    "validity": _("Validity"),
}
# So many values of each; nobody reads more, and what was chosen is always there.
MOST_VALUES = 12


@dataclass(frozen=True)
class Value:
    """A value, what readers call it, and how many results have it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str | Promise
    values: list[Value]


def facets(found: Mapping[str, Mapping[str, int]], chosen: Mapping[str, tuple[str, ...]]) -> list[Facet]:
    """Those that leave a choice, or of which something was chosen; values in their order."""
    shown = []
    for name in FACETS:
        counts = found.get(name, {})
        picked = chosen.get(name, ())
        if len(counts) > 1 or picked:
            values = _values(name, counts, picked)
            shown.append(Facet(name, LABELS[name], values))
    return shown


def _values(name: str, counts: Mapping[str, int], picked: tuple[str, ...]) -> list[Value]:
    all_values = {**dict.fromkeys(picked, 0), **counts}
    frequent = sorted(all_values, key=lambda value: (value not in picked, -all_values[value], value))
    labels = _labels(name, frequent[:MOST_VALUES])
    values = [Value(value, labels[value], all_values[value], value in picked) for value in labels]
    return sorted(values, key=lambda each: each.value, reverse=True) if name == "year" else values


def _labels(name: str, values: list[str]) -> dict[str, str]:
    """What readers call each value; nothing for one that nobody gave, only typed into the address."""
    if name == "site":
        names = {str(site.pk): site.site_name or site.hostname for site in Site.objects.all()}
        return {value: names[value] for value in values if value in names}
    if name == "kind":
        kinds = {kind: str(label) for source in sources().values() for kind, label in source.kinds.items()}
        return {value: kinds[value] for value in values if value in kinds}
    return {value: value for value in values}
