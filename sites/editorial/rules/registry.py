"""The rules there are: what a rule says is data, how it looks is a function registered under its id."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db.models import TextChoices
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .reading import Reading


class Level(TextChoices):
    """What a finding means to whoever submits the text."""

    BLOCK = "block", _("must be corrected")
    WARN = "warn", _("correct or explain")
    NOTE = "note", _("for your attention")


@dataclass(frozen=True)
class Hit:
    """What the function of a rule found.

    Attributes:
        path: the place (`sites.pages.texts.Place.path`).
        excerpt: the words found, or whatever else tells this hit from another of the same rule.
        shown: what of them people are shown, where that is not all.
        suggestion: what to write instead.
        values: further placeholders of the rule's message.
    """

    path: str
    excerpt: str
    shown: str = ""
    suggestion: str = ""
    values: dict[str, object] = field(default_factory=dict)


Look = Callable[["Reading", dict[str, Any]], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """One rule of the set in force.

    Attributes:
        id: stable; explanations and findings are kept under it.
        fast: whether it also runs on every save: no files are opened, no other pages compared.
        source: the article or standard that demands it.
        confirmed: whether somebody has compared it with the official text.
        message: a sentence that says what to do, with placeholders.
        examples: texts or pages that pass ("good") and that do not ("bad"); they are the rule's tests.
    """

    id: str
    title: str
    level: Level
    fast: bool
    source: str
    confirmed: bool
    message: str
    parameters: dict[str, Any]
    examples: dict[str, list[Any]]
    look: Look


@dataclass(frozen=True)
class RuleSet:
    """The newest data file of a room."""

    room: str
    edition: str
    rows: list[dict[str, Any]]


_looks: dict[str, Look] = {}


def rule(rule_id: str) -> Callable[[Look], Look]:
    """Register how the rule `rule_id` looks, in a module `rules.py` of any room.

    What the rule says stands in `data/rule-set-*.toml` of the same room. The function gets what is read
    (`Reading`) and the parameters of the rule, and yields what it finds.
    """

    def register(look: Look) -> Look:
        if rule_id in _looks:
            raise ValueError(f"The rule {rule_id} is registered twice.")
        _looks[rule_id] = look
        return look

    return register


def discover() -> None:
    """Load the rules of this room and every `rules.py` of the rooms above."""
    from . import attachments, dates, likeness, links, personal, pictures, secrecy, words  # noqa: F401

    autodiscover_modules("rules")


def newest(folder: Path, pattern: str) -> Path:
    """The data file of the latest edition.

    Raises:
        FileNotFoundError: there is none.
    """
    files = sorted(folder.glob(pattern))
    if not files:
        raise FileNotFoundError(f"{folder} has no {pattern}")
    return files[-1]


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """The rule sets in force, one for each room that has one."""
    found = []
    for config in apps.get_app_configs():
        folder = Path(config.path, "data")
        if any(folder.glob("rule-set-*.toml")):
            data = tomllib.loads(newest(folder, "rule-set-*.toml").read_text(encoding="utf-8"))
            found.append(RuleSet(config.label, data["edition"], data["rule"]))
    return tuple(found)


@cache
def rules() -> dict[str, Rule]:
    """All rules by id, in the order of the data."""
    rows = [row for rule_set in rule_sets() for row in rule_set.rows]
    return {row["id"]: _made(row) for row in rows if row["id"] in _looks}


def _made(row: dict[str, Any]) -> Rule:
    return Rule(
        id=row["id"],
        title=row["title"],
        level=Level(row["level"]),
        fast=row["fast"],
        source=row["source"],
        confirmed=row["confirmed"],
        message=row["message"],
        parameters=row.get("parameters", {}),
        examples={"good": row["good"], "bad": row["bad"]},
        look=_looks[row["id"]],
    )


@cache
def edition() -> str:
    """The editions of all sets in force; recorded with what was found."""
    return "; ".join(f"{rule_set.room} {rule_set.edition}" for rule_set in rule_sets())


def each_rule_is_whole(app_configs: object, **_kwargs: object) -> list[CheckMessage]:
    """A system check: one error for each rule that is only data or only code, or lacks something."""
    rows = [row for rule_set in rule_sets() for row in rule_set.rows]
    ids = [row["id"] for row in rows]
    without_code = [(rule_id, "has data but no function") for rule_id in ids if rule_id not in _looks]
    without_data = [(rule_id, "has a function but no data") for rule_id in _looks if rule_id not in ids]
    twice = [(rule_id, "stands in the data twice") for rule_id in {*ids} if ids.count(rule_id) > 1]
    incomplete = [(row["id"], fault) for row in rows for fault in _faults(row)]
    return [
        Error(f"The rule {rule_id} {fault}.", id="sites_editorial.E002")
        for rule_id, fault in [*without_code, *without_data, *twice, *incomplete]
    ]


def _faults(row: dict[str, Any]) -> Iterator[str]:
    needed = ("title", "level", "fast", "source", "confirmed", "message", "good", "bad")
    yield from (f"has no “{key}”" for key in needed if key not in row)
    if row.get("level") not in Level.values:
        yield "has an unknown level"
    if not row.get("good") or not row.get("bad"):
        yield "lacks examples that pass or that do not"
