"""Walks through the office in a real browser and reads everything it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page as Tab
from playwright.sync_api import Route

# Text of the document, of templates and of what assistive technology reads out; not what people typed in.
READ_TEXTS = """
(html) => {
  const root = html === null ? document : new DOMParser().parseFromString(html, 'text/html');
  const texts = [];
  const silent = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'CODE', 'KBD', 'SVG', 'svg', 'TEXTAREA', 'IFRAME']);
  // A button of the calendar and empty counters, which Wagtail never shows.
  const hidden = '.xdsoft_save_selected, [data-side-panel-toggle-counter][hidden]';
  const tip = 'data-w-tooltip-content-value';
  const named = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', tip];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { texts.push(node.textContent); return; }
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (silent.has(node.tagName) || node.matches(hidden)) return;
      for (const name of named) if (node.getAttribute(name)) texts.push(node.getAttribute(name));
      if (node.tagName === 'INPUT' && ['submit', 'button'].includes(node.type)) texts.push(node.value);
      if (node.tagName === 'TEMPLATE') walk(node.content);
    }
    node.childNodes.forEach(walk);
  };
  walk(root.documentElement || root);
  return texts.map((text) => text.replace(/\\s+/g, ' ').trim()).filter(Boolean);
}
"""
READ_LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.href)"

# What is written in Latin letters in Chinese too: formats, standards, keys, addresses, names of products.
ALLOWED = re.compile(
    r"(?<![A-Za-z])("
    r"API|CSV|DOCX?|ET|GIF|HTML|HTTP|ICP|ID|IP|JPE?G|JSON|MP[34]?|OD[PST]|OFD|PDF|PNG|PPTX?|RAR|RSS|RTF"
    r"|SEO|SHA|TSV|TXT|URL|UTC|UTF|WEBP|WPS|XLSX?|XML|ZIP|KB|MB|GB|bytes|GMT|CST|JavaScript|Wagtail v[\d.]+"
    r"|Alt|Ctrl|Cmd|Command|Enter|Esc|Option|Shift|Tab"
    # The sites of the test and their people.
    r"|(portal|jyj)(-(editor|(secrecy_)?reviewer|proofreader|signer|emergency_publisher))?"
    r")(?![A-Za-z])",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"https?://\S*|mailto:\S*|tel:\S*|[\w.+-]+@[\w.-]+|(?<![A-Za-z0-9])/[\w/.-]+|\b[\w-]+(\.[\w-]+)*\.(com|example|localhost|cn|html?|pdf|png|jpe?g|txt|docx)\b"
    r"|\blocalhost\b|\.[a-z0-9]{2,5}\b|\b[a-z]+(_[a-z]+)*\.[a-z]+\b"
)
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")


def foreign_words(text: str) -> list[str]:
    """The Latin-letter words of a text that are neither an address nor written so in Chinese."""
    return WORD.findall(ALLOWED.sub(" ", ADDRESS.sub(" ", text)))


class Walk:
    """Visits each view once for each page type, following links from the front page of the office."""

    def __init__(self, tab: Tab, address: str, page_types: dict[str, str]) -> None:
        self.tab = tab
        self.tab.route("**/*", self._without_looks)
        self.address = address
        self.seen: set[str] = set()
        self.queue: list[str] = []
        self.page_types = page_types
        self.opened = 0

    def add(self, *urls: str) -> None:
        for url in urls:
            full = urljoin(self.address, url)
            parts = urlsplit(full)
            if f"{parts.scheme}://{parts.netloc}" != self.address or not self._is_office(parts.path):
                continue
            kind = self._kind(parts.path)
            if kind not in self.seen:
                self.seen.add(kind)
                self.queue.append(full)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text with the path that shows it."""
        while self.queue:
            url = self.queue.pop(0)
            for text in self._read(url):
                yield urlsplit(url).path, text

    def _read(self, url: str) -> list[str]:
        # Asked for twice: a browser that is led to a file or an empty answer loses its place.
        response = self.tab.context.request.get(url, max_redirects=0)
        kind = response.headers.get("content-type", "")
        if response.status != 200:
            return []
        self.opened += 1
        if "json" in kind:
            return self._read_modal(response.text())
        if "html" not in kind:
            return []
        self.tab.goto(url, wait_until="load")
        self.add(*self.tab.evaluate(READ_LINKS))
        return list(self.tab.evaluate(READ_TEXTS, None))

    def _read_modal(self, body: str) -> list[str]:
        answer = json.loads(body)
        html = answer.get("html") if isinstance(answer, dict) else None
        return list(self.tab.evaluate(READ_TEXTS, html)) if html else []

    @staticmethod
    def _without_looks(route: Route) -> None:
        """Reading needs no style sheets and no pictures."""
        if route.request.resource_type in {"stylesheet", "image", "font"}:
            route.abort()
        else:
            route.continue_()

    @staticmethod
    def _is_office(path: str) -> bool:
        return path.startswith("/admin/") and "logout" not in path and "jsi18n" not in path

    def _kind(self, path: str) -> str:
        """Two paths of one kind show the same texts: only forms differ from page type to page type."""
        if path.startswith("/admin/pages/") and path.endswith("/edit/"):
            return re.sub(r"\d+", lambda number: self.page_types.get(number[0], "N"), path)
        if path.startswith(("/admin/pages/usage/", "/admin/pages/create/")):
            return path.split("/")[3]
        return re.sub(r"\d+", "N", path)
