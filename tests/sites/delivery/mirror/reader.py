"""A reader who follows every link."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from sites.delivery.mirror import links


def dead_links(get: Callable[[str], tuple[int, str, str]], host: str) -> tuple[int, list[str]]:
    """How many addresses a reader reaches from the home page, and which of them are not there.

    Args:
        get: status, media type and text of the answer to a path.
    """
    waiting, seen, dead = ["/"], {"/"}, []
    while waiting:
        path = waiting.pop()
        status, content_type, text = get(path)
        if status != 200:
            dead.append(path)
            continue
        for link in links.found_in(text, content_type):
            target = urlsplit(urljoin(f"http://{host}{path}", link))
            if target.hostname == host and "/feed/" not in path and target.path not in seen:
                seen.add(target.path)
                waiting.append(target.path)
    return len(seen), dead
