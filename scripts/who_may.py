"""Writes the table "who may do what" in docs/editorial.md from the data of roles and of the review.

python -m scripts.who_may
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import django

from scripts.compile_messages import ROOT

if TYPE_CHECKING:
    from sites.registry.roles import Role

PAGE = ROOT / "docs" / "editorial.md"
BEGIN, END = "<!-- who may do what: written by scripts/who_may.py -->\n", "<!-- end of who may do what -->"
HEAD = (
    "| role | writes | changes others' drafts | takes the step | withdrawal | more |\n" + "| --- " * 6 + "|\n"
)


def table() -> str:
    """The table in Markdown, a row for each role."""
    from sites.registry.roles import roles

    return HEAD + "".join(_row(role) for role in roles().values())


def _row(role: Role) -> str:
    from sites.editorial import emergency
    from sites.editorial.levels import CORRECTION, levels, steps

    step = next((step for step in steps().values() if step.role == role.code), None)
    within = [
        level.name for level in levels().values() if step and step.code in level.steps and level.for_columns
    ]
    correction = levels()[CORRECTION].steps
    withdrawal = {correction[0]: "asks", correction[-1]: "asks, signs"}.get(step.code if step else "", "")
    more = ["manages people and filing record"] if role.manages_site else []
    more += ["releases in an emergency"] if role.code == emergency.role() else []
    cells = [
        f"{role.name} `{role.code}`",
        "yes" if "add" in role.pages else "",
        "yes" if "change" in role.pages else "",
        f"{step.name} ({'; '.join(within)})" if step else "",
        withdrawal,
        "; ".join(more),
    ]
    return "| " + " | ".join(cells) + " |\n"


def with_table(text: str) -> str:
    """`text` of the page with the table in its place."""
    return re.sub(f"(?s){re.escape(BEGIN)}.*?{re.escape(END)}", lambda _found: BEGIN + table() + END, text)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
