"""What a copy was made from, as names: collected while a page is rendered, expired when the thing changes.

| tag | names |
| --- | --- |
| `page:7` | the page with this key, wherever it is shown |
| `in:000100020003` | which pages stand right below the page with this tree path |
| `below:00010002` | which pages stand anywhere below it |
| `frame:00010002` | what surrounds every page of the site with this home page |
| `frame:all` | what surrounds every page of every site |
| `grey` | whether today is a day of mourning |
| `hosts` | which hosts are of the government: a link elsewhere is shown |
| `image:7`, `document:7`, `department:7` | a row that is shown |
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_collected: ContextVar[set[str] | None] = ContextVar("tags of the copy in the making", default=None)

FRAME_OF_ALL = "frame:all"
GREY = "grey"
HOSTS = "hosts"


def page(key: int) -> str:
    return f"page:{key}"


def inside(path: str) -> str:
    return f"in:{path}"


def below(path: str) -> str:
    return f"below:{path}"


def frame(root_path: str) -> str:
    return f"frame:{root_path}"


def collect(*tags: str) -> None:
    """Say that what is being rendered depends on `tags`; does nothing when no copy is in the making."""
    found = _collected.get()
    if found is not None:
        found.update(tags)


def is_collecting() -> bool:
    return _collected.get() is not None


@contextmanager
def collecting() -> Iterator[set[str]]:
    """Collect the tags of what is rendered within."""
    found: set[str] = set()
    token = _collected.set(found)
    try:
        yield found
    finally:
        _collected.reset(token)


@contextmanager
def covered(*tags: str) -> Iterator[None]:
    """Collect `tags` for all that is read within, in the place of a tag for each row."""
    collect(*tags)
    token = _collected.set(None)
    try:
        yield
    finally:
        _collected.reset(token)
