"""A site with pages, and a log of its own for each test."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.utils import timezone
from wagtail.models import Page

from sites.delivery.models import PageVisits
from sites.delivery.visits import counting
from sites.delivery.visits.log import folder, log
from tests.portal.content.conftest import Everything, built, everything

__all__ = ["PERSON", "Counted", "built", "everything"]
PERSON = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
LONG_AGO = 3 * 3600


class Counted:
    """Lines that were written, and what became of them."""

    def __init__(self, everything: Everything) -> None:
        self.host = everything.host

    def write(self, *lines: str, name: str = "machine-1.log", at: float | None = None) -> Path:
        """Append lines without their time to a file of the log."""
        now = time.time() if at is None else at
        return self.write_raw("".join(f"{now:.3f}\t{line}\n" for line in lines).encode(), name)

    def write_raw(self, data: bytes, name: str = "machine-1.log") -> Path:
        path = folder() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(data)
        return path

    def read(self, path: str) -> str:
        return f"read\t{self.host}\t{path}"

    def grow_old(self) -> None:
        """Have all files been written long ago."""
        for path in folder().glob("*.log"):
            os.utime(path, (time.time() - LONG_AGO,) * 2)

    def of(self, page: Page) -> tuple[int, int]:
        """Visits of a page today, and with all below."""
        row = PageVisits.objects.filter(page_id=page.pk, day=timezone.localdate()).first()
        return (row.own, row.within) if row else (0, 0)

    def lines(self) -> list[list[str]]:
        """What stands in the log, without the times."""
        log().flush()
        found = [line for path in sorted(folder().glob("*.log")) for line in path.read_text().splitlines()]
        return [line.split("\t")[1:] for line in found]

    @staticmethod
    def count() -> None:
        counting.count()


@pytest.fixture
def counted(everything, tmp_path, settings) -> Counted:
    settings.DATA_DIR = tmp_path / "data"
    return Counted(everything)


@pytest.fixture
def article(everything) -> Page:
    return everything.by_type["article"]


@pytest.fixture
def path_of(article) -> str:
    """The address of the article below its host."""
    return article.get_url_parts()[2]
