"""Finds the texts that a program asks to have translated, in Python and in Django templates.

Needs no system gettext: Babel reads Python, Django's own lexer turns templates into something it can read.
"""

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

SINGLE, PLURAL = (1,), (1, 2)
CONTEXT_SINGLE, CONTEXT_PLURAL = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": SINGLE,
    "gettext": SINGLE,
    "gettext_lazy": SINGLE,
    "gettext_noop": SINGLE,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT_SINGLE,
    "pgettext_lazy": CONTEXT_SINGLE,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}
TEMPLATE_ENDINGS = {".html", ".txt", ".xml", ".svg"}
# Text in these folders is never shown, or is shown by somebody else.
NOT_SHOWN = {
    "tests",
    "test",
    "migrations",
    "node_modules",
    "locale",
    "static",
    "var",
    "bench",
    "docs",
    "scripts",
}


@dataclass(frozen=True, order=True)
class Text:
    """A text to translate: what catalogs know it by."""

    text: str
    context: str = ""


def find_texts(folder: Path, *, other_applications: bool = True) -> dict[Text, str]:
    """Every translatable text below a folder, with one place that uses it.

    Without `other_applications`, folders inside it that are Django applications of their own are left out.
    """
    found: dict[Text, str] = {}
    for path in sorted(_files(folder, other_applications)):
        for line, text in texts_in(path):
            found.setdefault(text, f"{path.relative_to(folder)}:{line}")
    return found


def texts_in(path: Path) -> Iterator[tuple[int, Text]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATE_ENDINGS:
        # What is left of the template is not Python: only its indentation could confuse the reader.
        source = re.sub(r"^[ \t]+", "", templatize(source, origin=str(path)), flags=re.MULTILINE)
    for line, messages, _comments, context in extract(
        "python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        first = messages if isinstance(messages, str) else messages[0]
        if first:
            yield line, Text(first, context or "")


def _files(root: Path, other_applications: bool) -> Iterator[Path]:
    for folder, subfolders, files in os.walk(root):
        if "apps.py" in files and Path(folder) != root and not other_applications:
            subfolders.clear()
            continue
        subfolders[:] = [name for name in subfolders if not name.startswith(".") and name not in NOT_SHOWN]
        for name in files:
            path = Path(folder) / name
            if path.suffix == ".py" or (path.suffix in TEMPLATE_ENDINGS and "templates" in path.parts):
                yield path
