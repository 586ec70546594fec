"""Rules for readers who see nothing: pictures in words, tables as tables, headings in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .reading import Reading
from .registry import Hit, rule


@rule("pictures.alternative")
def alternative_text(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    for picture in reading.pictures:
        image = picture.image
        if not image.is_decorative and not image.description.strip():
            yield Hit(picture.path, image.title, values={"title": image.title})


@rule("pictures.table")
def table_as_picture(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    tabular = re.compile(parameters["pattern"])
    for picture in reading.pictures:
        words = [picture.caption, picture.image.title, picture.image.description]
        if any(tabular.search(text) for text in words):
            yield Hit(picture.path, picture.image.title)


@rule("headings.order")
def heading_order(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    """A heading at most one level below the last one; the title of the page is level 1."""
    last = 1
    for place in reading.places:
        if place.kind != "heading" or place.bound is None:
            continue
        level = int(place.value["level"])
        if level > last + 1:
            yield Hit(place.path, place.text)
        last = level
