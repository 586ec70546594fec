"""Small static mirrors, written as an export writes one, without a site."""

from __future__ import annotations

from pathlib import Path

from sites.delivery.mirror import layout, signing
from sites.delivery.mirror.manifest import Manifest, entry_of

HOST = "jyj.example"
HEADERS = {"cache-control": "no-cache", "content-security-policy": "default-src 'none'"}
PAGE = '<!doctype html><title>{title}</title><a href="/">首页</a> <a href="/tzgg/">通知</a>'
PAGES = [
    "index.html", "tzgg/index.html", "tzgg/index.page=2.html", "search/index.html", "404.html", "503.html",
]  # fmt: skip


def make_mirror(data: Path, host: str = HOST) -> Path:
    """Put up a mirror below a data directory and return its folder."""
    folder = data / layout.MIRRORS / host / layout.CURRENT
    entries = {}
    for name in PAGES:
        entries[name] = _write(folder / name, PAGE.format(title=f"镜像 {name}"), "text/html; charset=utf-8")
    entries["tzgg/feed/index.xml"] = _write(folder / "tzgg/feed/index.xml", "<rss/>", "application/rss+xml")
    entries["documents/1/a.pdf"] = _write(folder / "documents/1/a.pdf", "%PDF", "application/pdf")
    entries["documents/1/a.pdf"]["disposition"] = 'inline; filename="a.pdf"'
    signing.finish(folder, Manifest(host, "2026-11-22T18:30:00+00:00", 4, HEADERS, entries))
    return folder


def _write(file: Path, text: str, content_type: str) -> dict:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return entry_of(file, content_type)
