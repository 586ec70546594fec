"""Rules about personal data in fields and blocks: masked, or explained."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from . import numbers
from .reading import Reading
from .registry import Hit, rule

Find = Callable[[str, dict[str, Any]], Iterator[numbers.Number]]


# Each is also looked for in attachments.
KINDS: dict[str, Find] = {
    "personal.resident-id": lambda text, parameters: numbers.resident_ids(text),
    "personal.mobile": lambda text, parameters: numbers.mobiles(text),
    "personal.bank-card": lambda text, parameters: numbers.bank_cards(text, parameters["prefixes"]),
}


def _looking_for(find: Find) -> Callable[[Reading, dict[str, Any]], Iterator[Hit]]:
    def look(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
        for place, text in reading.narrow:
            for number in find(text, parameters):
                yield Hit(place.path, number.digits, number.masked, suggestion=number.masked)

    return look


for _id, _find in KINDS.items():
    rule(_id)(_looking_for(_find))
