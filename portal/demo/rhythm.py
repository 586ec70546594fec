"""When regular pages appear: densely before `as_of`, more thinly the longer ago."""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Iterator

from .dates import YEARS, before_weekend

SEED = "安澜2026"
SPAN = YEARS * 365


def generator(*parts: object) -> random.Random:
    """A source of chance that depends only on the fixed seed and `parts`."""
    return random.Random("/".join([SEED, *map(str, parts)]))  # noqa: S311


def days(plan: dict, rng: random.Random, as_of: datetime.date) -> Iterator[datetime.date]:
    """Days on which a plan has something to say, newest first.

    Args:
        plan: `first` days before `as_of` is the newest; steps grow from `near` to `far` days over two years.
    """
    before = float(plan["first"])
    while before < SPAN:
        yield before_weekend(as_of - datetime.timedelta(days=int(before)))
        step = plan["near"] + (plan["far"] - plan["near"]) * math.sqrt(before / SPAN)
        before += max(1.0, step * rng.uniform(0.65, 1.35))


def deck(count: int, rng: random.Random) -> Iterator[int]:
    """Numbers below `count`, shuffled again and again, so that nothing repeats until all have come."""
    previous = None
    while True:
        order = list(range(count))
        rng.shuffle(order)
        if count > 1 and order[0] == previous:
            order.append(order.pop(0))
        yield from order
        previous = order[-1]
