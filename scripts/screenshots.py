"""Puts every design page, in every width and mode, on one contact sheet: var/screenshots/sheet.png.

`python scripts/screenshots.py [NAME ...]` takes only the pages named. Look at the sheet before you stop.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
# Playwright keeps an event loop in this thread; Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.db import connections  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.test.testcases import LiveServerThread  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from portal.content.design_pages import SAMPLES  # noqa: E402
from scripts.compile_messages import main as compile_messages  # noqa: E402

OUT = ROOT / "var" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
THUMB_WIDTH = 360
THUMB_HEIGHT = 900
MARGIN = 16
LABEL_HEIGHT = 18
# Name, width in pixels, what the browser asks for, medium.
VIEWS: list[tuple[str, int, dict[str, Any], Literal["screen", "print"]]] = [
    ("320", 320, {}, "screen"),
    ("768", 768, {}, "screen"),
    ("1280", 1280, {}, "screen"),
    ("320-dark", 320, {"color_scheme": "dark"}, "screen"),
    ("1280-dark", 1280, {"color_scheme": "dark"}, "screen"),
    ("1280-forced", 1280, {"forced_colors": "active"}, "screen"),
    ("print", 800, {}, "print"),
]
LOAD_ALL_PICTURES = """() => Promise.all([...document.images].map(image => {
  image.loading = 'eager';
  return image.decode().catch(() => null);
}))"""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server with an empty database in memory."""
    settings.EXTRA_HOSTS = frozenset({"localhost"})
    runner = DiscoverRunner(interactive=False, verbosity=0)
    databases = runner.setup_databases()
    # The real connection: its proxy would look itself up in the other thread.
    connection = connections["default"]
    connection.inc_thread_sharing()
    thread = LiveServerThread(
        "localhost", StaticFilesHandler, connections_override={connection.alias: connection}
    )
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    try:
        yield f"http://localhost:{thread.port}"
    finally:
        thread.terminate()
        connection.dec_thread_sharing()
        runner.teardown_databases(databases)


def take(browser: Browser, address: str, names: list[str]) -> dict[tuple[str, str], Path]:
    """Take a picture of every page in every view; returns the files by page and view."""
    files = {}
    for view, width, wishes, medium in VIEWS:
        context = browser.new_context(viewport={"width": width, "height": 900}, **wishes)
        page = context.new_page()
        page.emulate_media(media=medium)
        for name in names:
            answer = page.goto(f"{address}/design/" + (f"{name}/" if name != "components" else ""))
            if answer is None or not answer.ok:
                sys.exit(f"The page {name} cannot be shown.")
            page.evaluate(LOAD_ALL_PICTURES)
            files[name, view] = OUT / f"{name}-{view}.png"
            page.screenshot(path=files[name, view], full_page=True)
        context.close()
    return files


def thumbnail(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        height = min(picture.height, THUMB_HEIGHT * picture.width // THUMB_WIDTH)
        top = picture.convert("RGB").crop((0, 0, picture.width, height))
        return top.resize((THUMB_WIDTH, height * THUMB_WIDTH // picture.width), Image.Resampling.LANCZOS)


def sheet(files: dict[tuple[str, str], Path], names: list[str]) -> Image.Image:
    """One row for each page, one column for each view."""
    rows = [[thumbnail(files[name, view[0]]) for view in VIEWS] for name in names]
    heights = [max(cell.height for cell in row) + LABEL_HEIGHT + MARGIN for row in rows]
    size = (len(VIEWS) * (THUMB_WIDTH + MARGIN) + MARGIN, sum(heights) + MARGIN)
    result = Image.new("RGB", size, "#8a8f98")
    draw = ImageDraw.Draw(result)
    top = MARGIN
    for name, row, height in zip(names, rows, heights, strict=True):
        for column, (view, cell) in enumerate(zip(VIEWS, row, strict=True)):
            left = MARGIN + column * (THUMB_WIDTH + MARGIN)
            draw.text((left, top), f"{name} {view[0]}", fill="white")
            result.paste(cell, (left, top + LABEL_HEIGHT))
        top += height
    return result


def main() -> None:
    names = sys.argv[1:] or ["components", *SAMPLES]
    compile_messages()
    OUT.mkdir(parents=True, exist_ok=True)
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        files = take(browser, address, names)
        browser.close()
    sheet(files, names).save(OUT / "sheet.png")
    print(f"{len(files)} pictures, all on {OUT / 'sheet.png'}")


if __name__ == "__main__":
    main()
