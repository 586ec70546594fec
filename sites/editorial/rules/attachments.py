"""Rules about attachments: each can be opened, and holds no personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sites.media import reading as files
from sites.media.models import SiteDocument

from .models import OpenedFile
from .personal import KINDS
from .reading import File, Reading
from .registry import Hit, edition, rule, rules

State = OpenedFile.State


@rule("attachments.open")
def cannot_be_opened(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    for file, opened in _opened(reading):
        if opened.state in {State.DAMAGED, State.LOCKED}:
            yield Hit(file.path, file.document.title, values={"state": State(opened.state).label})


@rule("attachments.missing")
def announced_but_missing(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    if reading.page.is_reprint or reading.files:
        return
    announced = re.compile(parameters["pattern"])
    for place in reading.prose:
        if match := announced.search(place.text):
            yield Hit(place.path, match.group())


@rule("attachments.unread")
def only_people_can_read(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    for file, opened in _opened(reading):
        kind = file.document.file_extension.lower()
        if opened.state == State.PART or (opened.state == State.UNREAD and kind in parameters["kinds"]):
            yield Hit(file.path, file.document.title)


@rule("attachments.personal")
def personal_data(reading: Reading, parameters: dict[str, Any]) -> Iterator[Hit]:
    """One finding for each file: a list of a hundred people needs one explanation, not a hundred."""
    for file, opened in _opened(reading):
        if opened.personal:
            shown = "、".join(opened.personal[: parameters["shown"]])
            values = {"title": file.document.title, "count": len(opened.personal)}
            yield Hit(file.path, file.document.get_file_hash(), shown, values=values)


def _opened(reading: Reading) -> list[tuple[File, OpenedFile]]:
    """What is known of each file of the page; what is not known yet is opened."""
    # Several rules ask; a page is read by one thread.
    known = reading.__dict__.get("_opened_files")
    if known is None:
        hashes = {file.document.get_file_hash() for file in reading.files}
        stored = OpenedFile.objects.filter(file_hash__in=hashes, edition=edition())
        by_hash = {opened.file_hash: opened for opened in stored} if hashes else {}
        known = []
        for file in reading.files:
            file_hash = file.document.get_file_hash()
            if file_hash not in by_hash:
                by_hash[file_hash] = _open(file.document, file_hash)
            known.append((file, by_hash[file_hash]))
        reading.__dict__["_opened_files"] = known
    return known


def _open(document: SiteDocument, file_hash: str) -> OpenedFile:
    """Open a file and keep what was found; of its text only the masked numbers."""
    state, text = files.read(document)
    parameters = {kind: rules()[kind].parameters for kind in KINDS}
    personal = {number.masked for kind, find in KINDS.items() for number in find(text, parameters[kind])}
    opened, _new = OpenedFile.objects.update_or_create(
        file_hash=file_hash,
        defaults={"edition": edition(), "state": state, "personal": sorted(personal)},
    )
    return opened
