"""Makes the two pictures of the README: the portal of the sample municipality, and the office.

Serves the data directory in which `make run` built the sample (YIZHAN_DATA, or var).
Run by `make screenshots`.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser.installation import Installation, at, served

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images"
SIZE: ViewportSize = {"width": 1280, "height": 900}
CHROMIUM = "/usr/bin/chromium"


def account(data: Path, role: str) -> tuple[str, str]:
    """User name and password of the first account of a role, from the file the sample wrote."""
    for line in (data / "demo-accounts.txt").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] == role:
            return cells[2], cells[3]
    raise SystemExit(f"no account of the role {role}: build the sample first (make run)")


def keep(page: Page, name: str) -> None:
    """Write what is in the window, in few colours, so that the repository stays small."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(PICTURES / name, optimize=True)


def take(place: Installation, data: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="zh-CN")
        page.goto(place.address())
        page.wait_for_load_state("networkidle")
        keep(page, "portal.png")
        username, password = account(data, "审核")
        page.goto(place.address(path="/admin/"))
        page.fill("#id_username", username)
        page.fill("#id_password", password)
        page.get_by_role("button", name="登录").click()
        page.wait_for_load_state("networkidle")
        keep(page, "office.png")
        browser.close()


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    data = Path(os.environ.get("YIZHAN_DATA", ROOT / "var")).resolve()
    place = at(data)
    with served(place):
        take(place, data)


if __name__ == "__main__":
    main()
