"""How entries are chained, and how a chain is checked. Needs nothing but Python.

As a program it checks an export without the system that wrote it:

    python3 chain.py EXPORT.jsonl [HEADS.txt]

EXPORT.jsonl holds one entry a line (`manage.py ledger export`). HEADS.txt is the public list of daily heads,
or a copy that somebody kept; it shows whether the end was cut off or the whole chain was written anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

BEGINNING = "0" * 64
# Everything an entry says. `digest` is computed from all of it.
FIELDS = (
    "number", "at", "act", "actor", "actor_name", "site", "subject_type", "subject", "subject_title", "step",
    "content_digest", "detail", "algorithm", "previous",
)  # fmt: skip


class Fault(NamedTuple):
    """What is wrong with the entry of that number."""

    number: int
    kind: str


# Kinds of fault, with what each means.
ALTERED = "altered"
UNLINKED = "unlinked"
MISSING = "missing"
CUT_OFF = "cut off"
HEAD_DIFFERS = "head differs"
MEANINGS = {
    ALTERED: "该条记录的内容与其摘要不符，已被改动",
    UNLINKED: "该条记录与前一条不相衔接，前面的记录被替换",
    MISSING: "该编号的记录缺失，或者顺序被调换",
    CUT_OFF: "该编号之后的记录被删除",
    HEAD_DIFFERS: "该编号的记录与公开的每日摘要不符",
}


def canonical(value: object) -> str:
    """The one way to write a value as JSON: keys in order, no spaces, no escapes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str, algorithm: str) -> str:
    """Digest of `text` in hexadecimal; `algorithm` is sha256 or sm3.

    Raises:
        ValueError: this Python does not know the algorithm.
    """
    return hashlib.new(algorithm, text.encode()).hexdigest()


def entry_digest(entry: dict) -> str:
    """What `digest` of an entry has to be."""
    return digest_of(canonical([entry[name] for name in FIELDS]), entry["algorithm"])


def faults(entries: Iterable[dict], heads: dict[int, str] | None = None) -> Iterator[Fault]:
    """Check a chain from its first entry on.

    Args:
        entries: by number; each a dictionary of `FIELDS` and `digest`.
        heads: digests by number that were made public earlier.
    """
    heads = heads or {}
    number, previous = 0, BEGINNING
    for entry in entries:
        if entry["number"] != number + 1:
            yield Fault(number + 1, MISSING)
        elif entry["previous"] != previous:
            yield Fault(entry["number"], UNLINKED)
        if entry["digest"] != entry_digest(entry):
            yield Fault(entry["number"], ALTERED)
        number, previous = entry["number"], entry["digest"]
        if heads.get(number, previous) != previous:
            yield Fault(number, HEAD_DIFFERS)
    if max(heads, default=0) > number:
        yield Fault(number, CUT_OFF)


def head_line(day: str, number: int, digest: str) -> str:
    return f"{day}\t{number}\t{digest}\n"


def read_heads(text: str) -> dict[int, str]:
    """Digests by number from the public list of daily heads."""
    cells = (line.split("\t") for line in text.splitlines() if line.strip())
    return {int(number): digest for _day, number, digest in cells}


def main(arguments: list[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    heads = read_heads(Path(arguments[1]).read_text(encoding="utf-8")) if len(arguments) == 2 else {}
    count = 0

    def lines() -> Iterator[dict]:
        nonlocal count
        with Path(arguments[0]).open(encoding="utf-8") as export:
            for count, line in enumerate(export, 1):  # noqa: B007 - counted for the report
                yield json.loads(line)

    found = list(faults(lines(), heads))
    for fault in found:
        print(f"第{fault.number}条：{MEANINGS[fault.kind]}。")
    print(f"共核对{count}条记录，发现{len(found)}处问题。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
