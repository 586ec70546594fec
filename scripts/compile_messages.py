"""Compiles every message catalog of the installation that is newer than what was compiled from it.

`python scripts/compile_messages.py` needs nothing but Babel, so no system gettext has to be installed.
A catalog that would show citizens a wrong text (a fuzzy entry, a lost placeholder) stops the run.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {"node_modules", "var", "build", "dist"}
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
TAG = re.compile(r"</?([a-z][a-z0-9]*)\b[^>]*>", re.IGNORECASE)


def find_catalogs(root: Path = ROOT) -> list[Path]:
    """Every `locale*/<language>/LC_MESSAGES/*.po` below `root`, outside virtual environments and data."""
    found: list[Path] = []
    for folder, subfolders, files in os.walk(root):
        subfolders[:] = [name for name in subfolders if not name.startswith(".") and name not in NOT_OURS]
        if Path(folder).name == "LC_MESSAGES":
            found += [Path(folder) / name for name in files if name.endswith(".po")]
    return sorted(found)


def read_catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


def faults(catalog: Catalog) -> Iterator[str]:
    """What is wrong with a catalog, one sentence each."""
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"{_name(message)} is marked fuzzy"
        for text in _texts(message):
            yield from _faults_of_text(message, text, catalog.num_plurals)


def _faults_of_text(message: Message, text: str, plural_forms: int) -> Iterator[str]:
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    # A language with one form for every number must name everything that either English form names.
    expected = [_parts(PLACEHOLDER, source) for source in ids]
    known = set[str]().union(*expected)
    required = known if plural_forms == 1 else expected[0].intersection(*expected)
    found = _parts(PLACEHOLDER, text)
    if missing := required - found:
        yield f"{_name(message)} lost {', '.join(sorted(missing))}"
    if unknown := found - known:
        yield f"{_name(message)} has the unknown {', '.join(sorted(unknown))}"
    if _tags(text) not in [_tags(source) for source in ids]:
        yield f"{_name(message)} has other HTML tags than its source"


def _texts(message: Message) -> list[str]:
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return [text for text in strings if text]


def _parts(pattern: re.Pattern[str], text: str) -> set[str]:
    return set(pattern.findall(text))


def _tags(text: str) -> list[str]:
    return sorted(name.lower() for name in TAG.findall(text))


def _name(message: Message) -> str:
    first = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
    return f'"{first}"'


def compile_catalog(path: Path) -> bool:
    """Compile one catalog; False when its compiled form is up to date."""
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
        return False
    catalog = read_catalog(path)
    if found := list(faults(catalog)):
        raise ValueError("\n".join(f"  {fault}" for fault in found))
    # Written beside it and moved in one step: a server may be reading the old one.
    unfinished = compiled.with_suffix(f".{os.getpid()}.tmp")
    with unfinished.open("wb") as file:
        write_mo(file, catalog)
    unfinished.replace(compiled)
    return True


def main() -> int:
    catalogs = find_catalogs()
    done, broken = 0, 0
    for path in catalogs:
        try:
            done += compile_catalog(path)
        except (ValueError, PoFileError) as error:
            broken += 1
            print(f"{path.relative_to(ROOT)} is broken:\n{error}", file=sys.stderr)
    if broken:
        return 1
    print(f"Translations: {done} of {len(catalogs)} catalogs compiled, the rest are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
