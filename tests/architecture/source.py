"""The source files of the house, read once for all architecture tests."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "sites", "search")


def modules(*packages: str) -> list[Path]:
    """Every module of our packages, without migrations, as paths relative to the repository."""
    return [
        path.relative_to(ROOT)
        for package in packages or PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text())


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def rooms() -> list[str]:
    """The Django apps of the house, by dotted name."""
    return [".".join(path.parent.parts) for path in modules() if path.name == "apps.py"]
