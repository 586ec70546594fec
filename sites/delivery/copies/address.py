"""Where the copy of an address lies: a path that a plain web server finds by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import parse_qsl

# Addresses of pages are made of slugs; whatever else is asked for has no copy.
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_SEGMENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
MAX_SEGMENTS = 12
# The same few addresses are asked for again and again; long ones are not worth the memory.
REMEMBERED, LONGEST_REMEMBERED = 8192, 300


@dataclass(frozen=True)
class Address:
    """A public address that may have a copy.

    Attributes:
        page: number of the page of a list; the one thing a query string may ask for.
        is_exact: whether the query asked for nothing else, which a copy would not show.
    """

    host: str
    path: str
    page: int = 1
    is_exact: bool = True

    @classmethod
    def of(cls, host: str, path: str, query: str) -> Address | None:
        """The address asked for; None when it can have no copy.

        Args:
            host: as in the request, with or without a port.
            path: decoded, with its first slash.
            query: as in the request, without the question mark.
        """
        is_short = len(host) + len(path) + len(query) <= LONGEST_REMEMBERED
        return (cls._remembered if is_short else cls._read)(host, path, query)

    @classmethod
    @lru_cache(maxsize=REMEMBERED)
    def _remembered(cls, host: str, path: str, query: str) -> Address | None:
        return cls._read(host, path, query)

    @classmethod
    def _read(cls, host: str, path: str, query: str) -> Address | None:
        name = host.partition(":")[0].lower()
        segments = path.split("/")[1:]
        wanted = segments[:-1] if segments[-1:] == [""] else segments
        if (
            not path.startswith("/")
            or not HOST.fullmatch(name)
            or ".." in name
            or len(wanted) > MAX_SEGMENTS
            or not all(_SEGMENT.fullmatch(segment) for segment in wanted)
        ):
            return None
        if wanted and not path.endswith("/") and ("." not in wanted[-1] or wanted[-1].startswith("index.")):
            # No page has an address without its last slash: these would be names of folders and of copies.
            return None
        numbers = [value for field, value in parse_qsl(query, keep_blank_values=True) if field == "page"]
        if not numbers:
            return cls(name, path, is_exact=not query)
        if len(numbers) > 1 or not PAGE_NUMBER.fullmatch(numbers[0]):
            return None
        return cls(name, path, int(numbers[0]), is_exact=query == f"page={numbers[0]}")

    @cached_property
    def key(self) -> str:
        return f"{self.host}{self.path}" + (f"?page={self.page}" if self.page > 1 else "")

    @cached_property
    def file(self) -> str:
        """Where the copy lies below the folder of all copies."""
        number = f".page={self.page}" if self.page > 1 else ""
        if self.path.endswith("/"):
            return f"{self.host}{self.path}index{number}.html"
        return f"{self.host}{self.path}{number}"


def is_first_page(file: str) -> bool:
    """Whether a copy is of a page, and not of a further page of a list."""
    return file.endswith("/index.html")


def address_of_file(file: str) -> str:
    """Host and path of the page whose copy lies at `file`."""
    return file.removesuffix("index.html")
