"""Runs the rules over a page. Nothing of the page is written, whether it is saved or not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac
from django.utils.text import capfirst

from .reading import Reading
from .registry import Hit, Level, Rule, rules

if TYPE_CHECKING:
    from sites.pages.models import GovPage


@dataclass(frozen=True)
class Finding:
    """What a rule has to say about one place of a page.

    Attributes:
        path: content path of the place, as the editor marks it; "" for the page as a whole.
        label: what an editor calls the place.
        excerpt: the words concerned, personal data masked.
        digest: tells this finding from others of its rule; nobody gets from it what was found.
    """

    rule: Rule
    path: str
    label: str
    message: str
    excerpt: str
    suggestion: str
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        return self.rule.id, self.digest

    @property
    def level(self) -> Level:
        return self.rule.level

    @property
    def sentence(self) -> str:
        """Place and what to do there."""
        return f"{self.label}：{self.message}" if self.label else self.message


def check(page: GovPage, only_fast: bool = False, now: datetime.datetime | None = None) -> list[Finding]:
    """What the rules in force say about `page` as it is in memory, in the order of the page.

    Args:
        only_fast: leave out what opens files or compares with other pages.
        now: aware; the present without it.
    """
    reading = Reading(page, now)
    labels = {place.path: place.label for place in reading.places}
    order = {path: number for number, path in enumerate(labels)}
    found = {
        (finding.path, *finding.key): finding
        for rule in rules().values()
        if rule.fast or not only_fast
        for finding in _findings(rule, reading, labels)
    }
    return sorted(found.values(), key=lambda finding: order.get(finding.path, len(order)))


def _findings(rule: Rule, reading: Reading, labels: dict[str, str]) -> Iterator[Finding]:
    for hit in rule.look(reading, rule.parameters):
        yield Finding(
            rule=rule,
            path=hit.path,
            label=labels.get(hit.path) or _label(reading.page, hit.path),
            message=_message(rule, hit),
            excerpt=hit.shown or hit.excerpt,
            suggestion=hit.suggestion,
            digest=digest_of(rule.id, hit.excerpt),
        )


def _message(rule: Rule, hit: Hit) -> str:
    return rule.message.format(excerpt=hit.shown or hit.excerpt, suggestion=hit.suggestion, **hit.values)


def _label(page: GovPage, path: str) -> str:
    """The name of an empty field, which is no place to read."""
    names = {field.name: str(getattr(field, "verbose_name", "")) for field in page._meta.get_fields()}
    return capfirst(names.get(path.partition(".")[0], ""))


def digest_of(rule_id: str, excerpt: str) -> str:
    """40 hexadecimal digits. Keyed, because a plain digest of a telephone number is soon guessed."""
    return salted_hmac("sites.editorial.rules", f"{rule_id}\n{excerpt}").hexdigest()
