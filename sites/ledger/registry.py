"""What other rooms tell the ledger: the acts it records, witnesses that compare the present with it,
and screens that show the life of a subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

ACTS: dict[str, str | Promise] = {}
# What the details of entries are called on screen, by name.
FACTS: dict[str, str | Promise] = {}
WITNESSES: list[Callable[[], Iterator[Discrepancy]]] = []
# By kind of subject, the view that shows the whole life of one; its key is the only argument.
LIVES: dict[str, str] = {}


@dataclass(frozen=True)
class Discrepancy:
    """Something that is not as the ledger says it was approved."""

    subject: str
    sentence: str


def act(code: str, label: str | Promise) -> str:
    """Declare an act in a module `acts.py`; returns its code.

    Raises:
        ValueError: another act has this code.
    """
    if code in ACTS:
        raise ValueError(f"The act {code} is declared twice.")
    ACTS[code] = label
    return code


def fact(name: str, label: str | Promise) -> None:
    """Declare, in a module `acts.py`, what a detail of entries is called where people read it."""
    FACTS[name] = label


def witness(compare: Callable[[], Iterator[Discrepancy]]) -> Callable[[], Iterator[Discrepancy]]:
    """Declare, in a module `witnesses.py`, a function that yields what differs from what was recorded."""
    WITNESSES.append(compare)
    return compare


def life(subject_type: str, view_name: str) -> None:
    """Declare, in a module `acts.py`, the view on which the life of such a subject is told."""
    LIVES[subject_type] = view_name
