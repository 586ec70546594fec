"""Refuses code that publishes other than by this room's operation (`manage.py check --deploy`)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

ROOM = Path(__file__).parent
# Methods of Wagtail's pages and revisions, and the classes behind them.
METHODS = {"publish", "save_revision_and_publish"}
ACTIONS = {"PublishRevisionAction", "PublishPageRevisionAction"}


@register(deploy=True)
def nobody_else_publishes(app_configs: object, **_kwargs: object) -> list[CheckMessage]:
    """One error for each place outside this room that calls Wagtail's ways of publishing."""
    return [
        Error(
            f"{place} publishes by itself.",
            hint="Call sites.editorial.operations.publish, which asks for a complete review.",
            id="sites_editorial.E001",
        )
        for path in _own_modules()
        for place in publications(ast.parse(path.read_text(encoding="utf-8")), path)
    ]


def _own_modules() -> Iterator[Path]:
    """Modules of our own rooms, without this one."""
    for config in apps.get_app_configs():
        room = Path(config.path)
        if room.is_relative_to(settings.BASE_DIR) and ".venv" not in room.parts and room != ROOM:
            yield from (path for path in sorted(room.rglob("*.py")) if "migrations" not in path.parts)


def publications(tree: ast.AST, name: object) -> Iterator[str]:
    """Every place where something is published other than by the room's own operation.

    That operation is a function (`publish(...)`, `operations.publish(...)`); Wagtail's are methods of a
    page or a revision.
    """
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            if not (isinstance(node.value, ast.Name) and node.value.id in imported):
                yield f"{name}:{node.lineno}"
        elif isinstance(node, ast.alias) and node.name in ACTIONS:
            yield f"{name}:{node.lineno}"
