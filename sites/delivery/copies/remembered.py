"""Keeps in the process what many pages need and few changes touch: the sites by name, their menus.

What is remembered has tags, as a copy has. The number of their last expiry stands in the index, so every
process of the machine learns of a change at its next question, which costs a look into a file and no query.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from .store import store

logger = logging.getLogger(__name__)

T = TypeVar("T")


class Remembered(Generic[T]):
    """Values by key, each until one of its tags expires. Without a store nothing is remembered."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[int, list[str], T]] = {}

    def get(self, key: Hashable, make: Callable[[], T | None], tags_of: Callable[[T], list[str]]) -> T | None:
        """The value of `key`, made when it is not known or one of its tags expired since it was made.

        It is shared by all threads and must not be changed. That there is none is not remembered.
        """
        place = store()
        if place is None:
            return make()
        scope = str(place.root), key
        try:
            known = self._values.get(scope)
            if known is not None and place.index.last_expiry(known[1]) <= known[0]:
                return known[2]
            since = place.index.now()
        except (OSError, sqlite3.Error) as error:
            logger.warning("The index of the copies does not answer: %s", error)
            return make()
        value = make()
        if value is not None:
            self._values[scope] = since, tags_of(value), value
        return value
