"""Pictures of the sample municipality in the image collections of its sites."""

from __future__ import annotations

import io
import multiprocessing
import os
import zlib
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from sites.accounts.models import User
from sites.media.models import SiteImage
from sites.media.operations import store_image
from sites.registry.models import SiteLanguage, SiteRecord

from . import pictures
from .markup import picture_keys
from .model import Municipality, PageSpec
from .pictures.worker import end_with


class PictureStore:
    """Draws in a second process while pages are made in the first, and stores what a site needs once.

    Use it in a `with` statement.
    """

    def __init__(self, town: Municipality):
        self._rows = {row["key"]: row for row in town.pictures}
        self._by_site = {site["key"]: site for site in town.sites}
        self._ordered: dict[str, tuple[Future[bytes], Callable[[], bytes]]] = {}
        self._stored: dict[tuple[str, str], SiteImage] = {}
        # A fresh process: it must not inherit the connection to the database.
        fresh = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=fresh, initializer=end_with, initargs=(os.getpid(),))

    def __enter__(self) -> PictureStore:
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def order(self, page: PageSpec) -> None:
        """Let the pictures a page shows be drawn, in the order in which they will be needed."""
        if page.kind == "leader":
            woman = page.extra["resume"].startswith("女")
            self._order(page.key, partial(pictures.portrait_jpeg, page.extra["portrait"], woman))
        for key in [*picture_keys(page.body), *([self.cover_key(page)] if page.cover else [])]:
            row = self._rows[key]
            self._order(key, partial(pictures.jpeg, row["motif"], row["palette"], row["seed"]))

    def _order(self, key: str, draw: Callable[[], bytes]) -> None:
        if key not in self._ordered:
            self._ordered[key] = self._pool.submit(draw), draw

    def wait(self) -> None:
        """Return when everything that was ordered is drawn."""
        wait([future for future, _draw in self._ordered.values()])

    def _drawn(self, key: str) -> bytes:
        future, draw = self._ordered[key]
        try:
            return future.result()
        except BrokenProcessPool:
            # Some machines let no second process start; then it takes longer.
            return draw()

    def cover_key(self, page: PageSpec) -> str:
        """The picture a page has as its cover: one of several of the same subject."""
        site = self._by_site[page.site]
        if site["kind"] != "portal" or "language" in site:
            # A smaller site does with one picture of each subject.
            return page.cover
        choices = sorted(key for key in self._rows if key == page.cover or key.startswith(f"{page.cover}."))
        return choices[zlib.crc32(page.key.encode()) % len(choices)]

    def image(self, key: str, record: SiteRecord, by: User) -> SiteImage:
        """The stored picture of that key in the collection of a site."""
        row = self._rows[key]
        words = "english_" if record.language == SiteLanguage.ENGLISH else ""
        return self._in_collection(key, row[f"{words}title"], row[f"{words}alt"], record, by)

    def portrait(self, page: PageSpec, record: SiteRecord, by: User) -> SiteImage:
        alt = f"{page.extra['post']}{page.title}的肖像（示意图）"
        return self._in_collection(page.key, f"{page.title}肖像", alt, record, by)

    def _in_collection(self, key: str, title: str, alt: str, record: SiteRecord, by: User) -> SiteImage:
        place = (record.code, key)
        if place not in self._stored:
            images = SiteImage.objects.filter(collection=record.collection, title=title)
            self._stored[place] = images.first() or _stored(self._drawn(key), title, alt, record, by)
        return self._stored[place]


def _stored(content: bytes, title: str, alt: str, record: SiteRecord, by: User) -> SiteImage:
    image = store_image(io.BytesIO(content), title, alt or title, record.collection, by)
    if not alt:
        # A deliberate fault (data/faults.toml); no door of the office lets it in any more.
        SiteImage.objects.filter(pk=image.pk).update(description="")
    return image
