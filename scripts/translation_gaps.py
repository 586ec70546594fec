"""Lists what an editor or a citizen would still read in English, and what nobody needs any more.

`python -m scripts.translation_gaps` prints, and fails when there are any:
  - texts of installed third-party packages without Chinese,
  - texts of our own rooms and templates without Chinese,
  - texts that two of our catalogs translate differently (Django shows only one of them),
  - entries of our own catalogs that no code uses.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from django.apps import apps
from django.conf import settings

from scripts.compile_messages import ROOT, find_catalogs, read_catalog
from scripts.message_sources import Text, find_texts

LANGUAGE = "zh_Hans"
SUPPLEMENT = ROOT / "locale_wagtail"
# Libraries whose texts show in the admin although they are not installed as applications.
LIBRARIES = ("django_filters", "treebeard")
# Django keeps the texts of its core (form errors, dates, validators) in one catalog.
CORE = Path(django.__file__).parent / "conf"
# Texts that stay as they are, with the reason.
NOT_TRANSLATED: dict[Text, str] = {}


def shown_by_wagtail(domain: str) -> dict[Text, str]:
    """Every text of Wagtail with the Chinese that Django shows for it."""
    asked: set[Text] = set()
    for name, folder in _packages().items():
        if name.startswith("wagtail"):
            asked |= _texts_of_package(folder, domain)
    shown = _translated(_folders_in_force(), domain)
    return {text: shown[text] for text in asked if text in shown}


def untranslated_of_others(domain: str = "django") -> dict[str, list[Text]]:
    """Per third-party package, the texts that would appear in English."""
    translated = _translated(_folders_in_force(), domain)
    gaps: dict[str, list[Text]] = {}
    for name, folder in _packages().items():
        missing = _texts_of_package(folder, domain) - translated.keys() - NOT_TRANSLATED.keys()
        if missing:
            gaps[name] = sorted(missing)
    return gaps


def untranslated_of_ours() -> dict[Text, str]:
    """Our own texts that would appear in English, with one place that uses each."""
    translated = _translated(_folders_in_force(), "django")
    return {text: place for text, place in find_texts(ROOT).items() if text not in translated}


def contradictions() -> Iterator[str]:
    """Texts that our catalogs translate in two ways: Django keeps one translation for each."""
    first: dict[Text, tuple[str, Path]] = {}
    for path in _own_catalogs():
        if path.stem == "django":
            for text, chinese in entries(read_catalog(path)).items():
                other, place = first.setdefault(text, (chinese, path))
                if other != chinese:
                    yield f'"{text.text}": {other} ({_shown(place)}), {chinese} ({_shown(path)})'


def unused() -> dict[Path, list[Text]]:
    """Per catalog of ours, the entries that no code asks for."""
    ours = set(find_texts(ROOT))
    asked = {domain: ours.union(*_wanted_by_others(domain)) for domain in ("django", "djangojs")}
    found: dict[Path, list[Text]] = {}
    for path in _own_catalogs():
        wanted = asked[path.stem] if path.is_relative_to(SUPPLEMENT) else ours
        if left := set(entries(read_catalog(path))) - wanted:
            found[path] = sorted(left)
    return found


def entries(catalog: Catalog) -> dict[Text, str]:
    """The finished translations of a catalog."""
    found: dict[Text, str] = {}
    for message in catalog:
        texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.id and not message.fuzzy and all(texts):
            found[_text(message.id, message.context)] = str(texts[0])
    return found


def _text(msgid: str | list[str] | tuple[str, ...], context: str | None) -> Text:
    return Text(msgid if isinstance(msgid, str) else msgid[0], context or "")


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)).removesuffix(f"/{LANGUAGE}/LC_MESSAGES/{path.name}")


def _own_catalogs() -> list[Path]:
    return [path for path in find_catalogs(ROOT) if path.parts[-3] == LANGUAGE]


def _folders_in_force() -> list[Path]:
    """The locale folders Django merges."""
    installed = [Path(config.path) / "locale" for config in apps.get_app_configs()]
    return [*map(Path, settings.LOCALE_PATHS), *installed, CORE / "locale"]


def _translated(folders: list[Path], domain: str) -> dict[Text, str]:
    """What Django shows for each text: the first of the folders decides."""
    shown: dict[Text, str] = {}
    for folder in reversed(folders):
        path = folder / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            shown |= entries(read_catalog(path))
    return shown


def _packages() -> dict[str, Path]:
    """Every third-party package whose texts can be shown, with its folder."""
    packages = {
        config.name: Path(config.path)
        for config in apps.get_app_configs()
        if not Path(config.path).is_relative_to(ROOT) or ".venv" in Path(config.path).parts
    }
    for name in LIBRARIES:
        packages[name] = Path(str(__import__(name).__file__)).parent
    packages["django.conf"] = CORE
    return packages


def _texts_of_package(folder: Path, domain: str) -> set[Text]:
    """What its English catalog lists; what its code asks for, since catalogs lag behind code."""
    texts = set(find_texts(folder, other_applications=False)) if domain == "django" else set()
    source = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    if source.exists():
        texts |= {_text(message.id, message.context) for message in read_catalog(source) if message.id}
    return texts


def _wanted_by_others(domain: str) -> list[set[Text]]:
    return [_texts_of_package(folder, domain) for folder in _packages().values()]


def _report() -> Iterator[str]:
    for domain in ("django", "djangojs"):
        for package, texts in untranslated_of_others(domain).items():
            yield from (f'{package} ({domain}): "{text.text}" has no Chinese' for text in texts)
    for text, place in untranslated_of_ours().items():
        yield f'{place}: "{text.text}" has no Chinese'
    yield from contradictions()
    for path, texts in unused().items():
        yield from (f'{_shown(path)}: nothing uses "{text.text}"' for text in texts)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()
    lines = list(_report())
    print(
        "\n".join(lines)
        if lines
        else "Every text has one Chinese translation, and every translation is used."
    )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
