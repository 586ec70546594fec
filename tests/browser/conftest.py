"""One Chromium for all browser tests, and axe in it."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from .installation import Installation, prepared, running

CHROMIUM = Path("/usr/bin/chromium")
VENDOR = Path(__file__).parent / "vendor"
NARROW: ViewportSize = {"width": 320, "height": 720}
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A message that is just fading in is paler than anybody reads it. What never ends is not waited for.
SETTLE = """() => Promise.all(document.getAnimations()
    .filter(each => Number.isFinite(each.effect.getComputedTiming().endTime))
    .map(each => each.finished.catch(() => null)))"""
RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from Debian's package. Without it tests are skipped, or fail where it is required."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing: browser tests cannot run (apt-get install chromium fonts-noto-cjk)"
        if os.environ.get("YIZHAN_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django takes that for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: what the open page violates of WCAG 2.2 A and AA and of best practice, in Chinese."""
    source = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    locale = json.loads((VENDOR / "axe-zh_CN.json").read_text(encoding="utf-8"))

    def violations(page: Page) -> list[str]:
        # evaluate() is not bound by the page's CSP, so the page is judged as citizens get it.
        page.evaluate(source)
        page.evaluate("locale => axe.configure({locale})", locale)
        page.evaluate(SETTLE)
        result: dict[str, Any] = page.evaluate(RUN_AXE, AXE_TAGS)
        return [
            f"{rule['id']}: {rule['help']}: {node['target']} {node['html'][:160]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]

    return violations


@pytest.fixture(scope="session")
def see(axe) -> Callable[[Page], None]:
    """`see(page)`: nobody is shut out of what is on the screen, wide or narrow."""

    def look(page: Page) -> None:
        wide = page.viewport_size
        for size in (wide, NARROW):
            page.set_viewport_size(size)
            assert axe(page) == []
        page.set_viewport_size(wide)

    return look


@pytest.fixture(scope="session")
def ready_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of an installation as `prepared` makes it: once for all workers, for copies of it."""
    of_all_workers = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_all_workers = of_all_workers.parent
    made, in_work = of_all_workers / "ready-made", of_all_workers / "being-made"
    with (of_all_workers / "ready-made.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            prepared(in_work)
            in_work.rename(made)
    return made


@pytest.fixture(scope="session")
def place(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, ready_made: Path
) -> Iterator[Installation]:
    """A running installation with two sites, its own database, server and worker."""
    with running(tmp_path_factory.mktemp("installation"), ready_made) as installation:
        yield installation
