"""Writes everything that a site shows to the public into a folder, by following every link."""

from __future__ import annotations

import logging
import mimetypes
from collections import deque
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from wagtail.models import Site

from sites.delivery.asking import Answer, Application
from sites.delivery.modes.mode import MODES
from sites.delivery.traditional.middleware import PREFIX
from sites.registry.addresses import public_root
from sites.registry.languages import language_of
from sites.registry.models import SiteLanguage

from . import layout, links, own_pages
from .links import Address

logger = logging.getLogger(__name__)

HOME = Address("/")
# What no page needs to link to; style sheets are chosen by a cookie.
_BEGINNINGS = (
    HOME,
    Address("/sitemap.xml"),
    Address("/robots.txt"),
    Address("/sitemap/"),
    *(Address(f"/mode/{name}.css") for name in MODES),
)
# In the mirror they are an index, made before anything is asked.
_SEARCHES = ("/search/", f"{PREFIX}/search/")
_REDIRECTS = {301, 302, 303, 307, 308}
# Of answers that are read for the links in them.
_TEXTS = ("text/html", "text/css", "text/javascript", "application/javascript", "application/xml", "text/xml")
# An answer that says this address will never be there.
_NOWHERE = Address("/404.html")


@dataclass(frozen=True)
class Broken:
    """An address of the site that did not answer as links promise: with what, and where one stands."""

    address: str
    status: int
    named_on: str

    @property
    def is_failure(self) -> bool:
        """Whether something is missing in the mirror that is, or should be, on the site."""
        return self.status >= 500


class Crawl:
    """The contents of one site, written below `folder`.

    Attributes:
        files: where the answer to each address lies, below `folder`.
        types: media type of each file, and of documents the name under which they are saved.
        headers: those of the home page.
        broken: what did not answer, or answered that there is nothing.
    """

    def __init__(self, site: Site, folder: Path) -> None:
        self._site, self._folder = site, folder
        self._root = public_root(site)
        self._application = Application(site)
        self._waiting: deque[Address] = deque()
        self._named_on: dict[Address, str] = {}
        self.files: dict[Address, str] = {}
        self.types: dict[str, str] = {}
        self.dispositions: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.broken: list[Broken] = []

    def run(self) -> None:
        self._write_own_pages()
        for address in _BEGINNINGS:
            self._wait_for(address, "")
        while self._waiting:
            self._take(self._waiting.popleft())
        self._exchange_links()

    def _write_own_pages(self) -> None:
        in_one_script = language_of(self._site) != SiteLanguage.CHINESE
        for search in _SEARCHES[:1] if in_one_script else _SEARCHES:
            texts = own_pages.index(self._site, partial(self._application.request, search))
            for number, text in enumerate(texts, 1):
                self._keep_text(Address(search, number), text)
        self._keep_text(Address(f"/{layout.UNAVAILABLE}"), own_pages.unavailable(self._site))
        with self._application.ask(_NOWHERE.path) as answer:
            if answer.status == 404:
                self._keep(_NOWHERE, answer)
            else:
                self.broken.append(Broken(str(_NOWHERE), answer.status, ""))

    def _wait_for(self, address: Address, named_on: str) -> None:
        if address not in self._named_on and not address.path.startswith(layout.OF_THE_INSTALLATION):
            self._named_on[address] = named_on
            self._waiting.append(address)

    def _take(self, address: Address) -> None:
        if address in self.files or address.path.startswith(_SEARCHES):
            return
        static = _static_file(address.path)
        if static is not None:
            content_type = mimetypes.guess_type(static.name)[0] or "application/octet-stream"
            self._keep(address, Answer(200, {"content-type": content_type}, [static.read_bytes()]))
            return
        with self._application.ask(address.path, address.query) as answer:
            if answer.status in _REDIRECTS:
                self._lead_on(address, answer.headers["location"])
            elif answer.status == 200:
                self._keep(address, answer)
            else:
                self.broken.append(Broken(str(address), answer.status, self._named_on[address]))

    def _lead_on(self, address: Address, location: str) -> None:
        target = urljoin(self._root + str(address), location)
        inside = self._address(target, self._root)
        if inside is not None:
            self._wait_for(inside, str(address))
        # A missing slash at the end: the file of both is the same.
        if inside is None or layout.file_of(*inside) != layout.file_of(*address):
            self._keep_text(address, own_pages.moved(self._site, str(inside) if inside else target))

    def _keep_text(self, address: Address, text: str) -> None:
        self._keep(address, Answer(200, {"content-type": "text/html; charset=utf-8"}, [text.encode()]))

    def _keep(self, address: Address, answer: Answer) -> None:
        ending = "xml" if "xml" in answer.content_type else "html"
        name = layout.file_of(*address, ending=ending)
        file = self._folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as written:
            for part in answer.body:
                written.write(part)
        self.files[address], self.types[name] = name, answer.content_type
        if "content-disposition" in answer.headers:
            self.dispositions[name] = answer.headers["content-disposition"]
        if address == HOME:
            self.headers = answer.headers
        if answer.content_type.startswith(_TEXTS):
            for link in links.found_in(file.read_text(), answer.content_type):
                self._follow(link, address)

    def _follow(self, link: str, address: Address) -> None:
        target = self._address(link, self._root + str(address))
        if target is not None:
            self._wait_for(target, str(address))

    def _address(self, link: str, base: str) -> Address | None:
        return links.address_of(link, base, self._site.hostname)

    def _exchange_links(self) -> None:
        """Have every page name files that are there, wherever the mirror is put up."""
        for address, name in self.files.items():
            if self.types[name].startswith("text/html"):
                file, base = self._folder / name, self._root + str(address)
                text = file.read_text()
                new = links.rewritten(text, partial(self._new_link, base))
                if new != text:
                    file.write_text(new)

    def _new_link(self, base: str, link: str) -> str:
        whole, fragment = links.without_fragment(link)
        target = self._address(whole, base) if whole else None
        name = self.files.get(target) if target else None
        return layout.address_of(name) + fragment if name else link


def _static_file(path: str) -> Path | None:
    """The style sheet, script or picture of the program at an address; None when none has it."""
    if not path.startswith(settings.STATIC_URL):
        return None
    name = path.removeprefix(settings.STATIC_URL)
    if not name or name.endswith("/"):
        return None
    if staticfiles_storage.exists(name):
        return Path(staticfiles_storage.path(name))
    # Where static files were not collected.
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None
