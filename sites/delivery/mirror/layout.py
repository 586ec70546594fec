"""Where the mirrors lie and under which names. Standard library only: it must work when nothing else does."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from urllib.parse import parse_qsl

from sites.delivery.copies.address import HOST, PAGE_NUMBER

# Below the data directory: the folder of all mirrors, and a link to it while citizens read them.
MIRRORS, FLAG = "mirror", "static-fallback"
# Below the folder of the copies: where they lie; the link under which nginx finds them.
PUBLIC, SHOWN = "public", "shown"
# In the folder of a host: the mirror that counts.
CURRENT = "current"
# In a mirror, beside what readers get.
MANIFEST, SIGNATURE, SUMS = "MANIFEST.json", "MANIFEST.hmac", "SHA256SUMS"
NOT_FOUND, UNAVAILABLE = "404.html", "503.html"

# Nobody reads these from a mirror: the office, and what load balancers ask.
OF_THE_INSTALLATION = ("/admin/", "/sign/", "/healthz")
# The office shows files that the public has not; the installation decides about those.
FILES_OF_BOTH = ("/static/", "/media/", "/documents/")


def is_on(data: Path) -> bool:
    """Whether citizens read the mirrors at present."""
    return (data / FLAG).exists()


def switch_on(data: Path, copies: Path | None) -> None:
    """Have citizens read the mirrors.

    Args:
        copies: the folder of the copies, if any are kept.
    """
    _link(data / FLAG, MIRRORS)
    show_copies(data, copies)


def switch_off(data: Path, copies: Path | None) -> None:
    (data / FLAG).unlink(missing_ok=True)
    show_copies(data, copies)


def show_copies(data: Path, copies: Path | None) -> None:
    """Let nginx find the copies, or not while the mirrors are switched on.

    They stay where they are, and expire as always; only the name under which nginx looks for them comes and
    goes. So nginx need not ask with each page whether the mirrors are switched on.
    """
    if copies is None:
        return
    if is_on(data):
        (copies / SHOWN).unlink(missing_ok=True)
    else:
        copies.mkdir(parents=True, exist_ok=True)
        _link(copies / SHOWN, PUBLIC)


def _link(link: Path, target: str) -> None:
    new = link.with_name(f".{link.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)


def folder_of(data: Path, host: str) -> Path | None:
    """The folder of the mirrors of a host, which may not exist; None when it is no name of a host.

    Args:
        host: as in a request, with or without a port.
    """
    name = host.partition(":")[0].lower()
    return data / MIRRORS / name if HOST.fullmatch(name) and ".." not in name else None


def page_number(query: str) -> int:
    """Which page of a list a query string asks for; whatever else it says changes nothing."""
    numbers = [value for name, value in parse_qsl(query) if name == "page"]
    return int(numbers[0]) if len(numbers) == 1 and PAGE_NUMBER.fullmatch(numbers[0]) else 1


def file_of(path: str, page: int = 1, question: str = "", ending: str = "html") -> str:
    """The file of an address, below the mirror's folder.

    A further page of a list gets a name that no page can have: a slug has neither a dot nor an equals sign.
    nginx names further pages in the same way (deploy/nginx/maps.conf).

    Args:
        path: decoded, with its first slash.
        question: what the address asks, if that is another page for each question.
        ending: of what is no file by its address.
    """
    if question:
        return f"{path[1:]}{hashlib.sha256(question.encode()).hexdigest()[:16]}.html"
    if "." in path.rpartition("/")[2]:
        return path[1:]
    folder = path[1:] if path.endswith("/") or path == "/" else f"{path[1:]}/"
    number = f".page={page}" if page > 1 else ""
    return f"{folder}index{number}.{ending}"


def candidates(path: str, query: str) -> list[str]:
    """The files that answer a request, best first."""
    page = page_number(query)
    return [path[1:], file_of(path, page), file_of(path, page, ending="xml")]


def address_of(file: str) -> str:
    """The address under which any web server sends a file of the mirror."""
    return "/" + (file.removesuffix("index.html") if file.rpartition("/")[2] == "index.html" else file)
