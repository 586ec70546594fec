"""Where documents come from: files of a folder, or uploads. Nothing is read before it is asked for."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from .reading.document import UnreadableError
from .reading.read import MAX_FILE_SIZE


@dataclass(frozen=True)
class SourceFile:
    """A file by the name that people know it by. `read` raises `UnreadableError`."""

    name: str
    read: Callable[[], bytes]


def files_in(folder: Path) -> Iterator[SourceFile]:
    """Return the files of a folder and the folders below it, in order of their names.

    Linked folders are not entered. Hidden files and the lock files of word processors are passed over: nobody
    means them.
    """
    root = folder.resolve()
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                path = Path(place, name)
                yield SourceFile(_shown(path.relative_to(folder)), partial(_read, path, root))


def upload(file: UploadedFile) -> SourceFile:
    def read() -> bytes:
        _check_size(file.size or 0)
        file.seek(0)
        return file.read()

    return SourceFile(file.name or "", read)


def _shown(path: Path) -> str:
    """Return a name that can be shown and stored, whatever bytes and control characters the disk holds."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _read(path: Path, root: Path) -> bytes:
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root):
            raise UnreadableError("outside", _("It is a link that leads out of the folder."))
        status = real.stat()
        # A pipe or a device would keep the command waiting for ever.
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("no_file", _("It is not an ordinary file."))
        _check_size(status.st_size)
        with real.open("rb") as file:
            data = file.read(MAX_FILE_SIZE + 1)
    except OSError as error:
        raise UnreadableError("unreadable", _("The file cannot be opened.")) from error
    # It may have grown since its size was asked for.
    _check_size(len(data))
    return data


def _check_size(size: int) -> None:
    if size > MAX_FILE_SIZE:
        limit = MAX_FILE_SIZE // (1024 * 1024)
        raise UnreadableError("too_large", _("The file is larger than %(limit)s MB.") % {"limit": limit})
