"""Writes the requirements files from pyproject.toml, the only place where versions are chosen.

    python scripts/export_requirements.py            requirements*.txt
    python scripts/export_requirements.py --lock     constraints.txt as well

The lock holds the exact version of every package that is needed, also by other packages, as it is
installed in the present environment. To change a version: change it in pyproject.toml, install it, run the
tests, then run this with --lock.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = "constraints.txt"

HEADER = "# Written by scripts/export_requirements.py from pyproject.toml. {purpose}\n"
PURPOSES = {
    "requirements.txt": "What one machine needs to run.",
    "requirements-distributed.txt": "What more than one machine needs beside: Redis with RQ or Celery.",
    "requirements-dev.txt": "What is needed beside to test and to change it.",
    LOCK: "The exact version of every package, also of those that others need.",
}


def read_project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def groups(project: Mapping[str, Any]) -> dict[str, list[str]]:
    """The requirements of each file, as written in pyproject.toml."""
    optional = project["project"]["optional-dependencies"]
    return {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-distributed.txt": optional["distributed"],
        "requirements-dev.txt": optional["dev"],
    }


def render(project: Mapping[str, Any]) -> dict[str, str]:
    """The text of each requirements file. Raises `KeyError` for a package without a purpose."""
    purposes = project["tool"]["yizhan"]["purposes"]
    texts = {}
    for file, requirements in groups(project).items():
        lines = [HEADER.format(purpose=PURPOSES[file]).rstrip(), f"-c {LOCK}"]
        if file != "requirements.txt":
            lines.append("-r requirements.txt")
        if file == "requirements-dev.txt":
            lines.append("-r requirements-distributed.txt")
        width = max(map(len, requirements)) + 2
        for requirement in requirements:
            lines.append(f"{requirement:<{width}}# {purposes[Requirement(requirement).name]}")
        texts[file] = "\n".join(lines) + "\n"
    return texts


def lock(requirements: Iterable[str]) -> str:
    """The versions installed here of `requirements` and of all that they need, as a constraints file.

    Raises `PackageNotFoundError` when one of them is not installed.
    """
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        distribution = metadata.distribution(requirement.name)
        found[key[0]] = distribution.version
        for text in distribution.requires or []:
            needed = Requirement(text)
            extras = requirement.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed)
    lines = [f"{name}=={version}" for name, version in sorted(found.items())]
    return HEADER.format(purpose=PURPOSES[LOCK]) + "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    project = read_project()
    texts = render(project)
    if "--lock" in arguments:
        texts[LOCK] = lock([text for group in groups(project).values() for text in group])
    for file, text in texts.items():
        (ROOT / file).write_text(text)


if __name__ == "__main__":
    main(sys.argv[1:])
