"""What a first visit to the home page costs: bytes over the wire, compressed, without photographs.

Loads the home page of an installation with the sample (YIZHAN_DATA, or a small one built for it) in Chromium
and prints bytes by kind and their ratio to the limits. Run by `make bench`.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import Request, sync_playwright

from tests.browser.installation import Installation, at, served

CHROMIUM = "/usr/bin/chromium"
# Kibibytes: everything but photographs, and the part of it that is script.
LIMITS = {"all": 100, "script": 15}


def weigh(place: Installation) -> Counter[str]:
    """Bytes of each kind of resource of the home page, as transferred."""
    weight: Counter[str] = Counter()

    def count(request: Request) -> None:
        if "/media/images/" not in request.url:
            weight[request.resource_type] += request.sizes()["responseBodySize"]

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("requestfinished", count)
        page.goto(place.address())
        page.wait_for_load_state("networkidle")
        browser.close()
    return weight


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        place = at(Path(os.environ.get("YIZHAN_DATA", temporary)).resolve())
        place.manage("prepare")
        place.manage("build_demo", "--small")
        with served(place):
            weight = weigh(place)
    figures = {"all": weight.total(), "script": weight["script"]}
    print("kind    kibibytes  limit  ratio")
    for kind, limit in LIMITS.items():
        kibibytes = figures[kind] / 1024
        print(f"{kind:6}  {kibibytes:9.1f}  {limit:5}  {kibibytes / limit:5.2f}")


if __name__ == "__main__":
    main()
