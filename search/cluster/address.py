"""What SEARCH_URL says. Read at every start, without the client, which takes a while to load."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

BEGINNINGS = {
    f"{product}+{scheme}": (product, scheme)
    for product in ("elasticsearch", "opensearch")
    for scheme in ("http", "https")
}
PORT = 9200
LAST_PORT = 65_535
PREFIX = "yizhan"
HOST = re.compile(r"(?:(?P<name>[A-Za-z0-9._-]+)|\[(?P<ipv6>[0-9A-Fa-f:.]+)\])(?::(?P<port>[0-9]{1,5}))?")
# The beginning of the names of indices, which know no capitals and may not begin with a mark.
NAME = re.compile(r"[a-z][a-z0-9_-]{0,59}")


@dataclass(frozen=True)
class Address:
    """A cluster: which program, where its nodes answer, as whom we ask, and what our indices begin with.

    IPv6 addresses have no brackets here.
    """

    product: str
    scheme: str
    hosts: tuple[tuple[str, int], ...]
    user: str = ""
    password: str = field(default="", repr=False)
    prefix: str = PREFIX

    def index(self, name: str) -> str:
        """The full name of an index of this installation."""
        return f"{self.prefix}-{name}"


def configured() -> Address:
    """The cluster of this installation.

    Raises:
        ImproperlyConfigured: it has none, or SEARCH_URL is wrong.
    """
    if not settings.SEARCH_URL:
        raise ImproperlyConfigured(_("SEARCH_URL is not set: there is no cluster to search in."))
    return parse(settings.SEARCH_URL)


def parse(url: str) -> Address:
    """What a SEARCH_URL says, such as `opensearch+https://user:password@host1:9200,host2:9200/prefix`.

    Only program, scheme and one host are required; ports are 9200, and the prefix is `yizhan`.

    Raises:
        ImproperlyConfigured: it says something else. The sentence quotes nothing: there may be a password.
    """
    beginning, _separator, rest = url.partition("://")
    if beginning not in BEGINNINGS:
        raise ImproperlyConfigured(
            _("SEARCH_URL must begin with one of %(beginnings)s.")
            % {"beginnings": ", ".join(f"{each}://" for each in BEGINNINGS)}
        )
    product, scheme = BEGINNINGS[beginning]
    authority, _slash, path = rest.partition("/")
    credentials, at, hosts = authority.rpartition("@")
    user, password = _credentials(credentials) if at else ("", "")
    return Address(product, scheme, _hosts(hosts), user, password, _prefix(path))


def _credentials(text: str) -> tuple[str, str]:
    user, _colon, password = text.partition(":")
    try:
        user, password = unquote(user, errors="strict"), unquote(password, errors="strict")
    except UnicodeDecodeError:
        user = ""
    # A colon ends the name of the user in the header that says it.
    if not user or not password or ":" in user:
        raise ImproperlyConfigured(
            _(
                "SEARCH_URL must have user:password before the @, both percent-encoded, and no colon in the "
                "name of the user."
            )
        )
    return user, password


def _hosts(text: str) -> tuple[tuple[str, int], ...]:
    hosts = tuple(_host(each) for each in text.split(","))
    if len({(name.lower(), port) for name, port in hosts}) < len(hosts):
        raise ImproperlyConfigured(_("SEARCH_URL names a host twice."))
    return hosts


def _host(text: str) -> tuple[str, int]:
    match = HOST.fullmatch(text)
    port = int(match["port"] or PORT) if match else 0
    if not match or not 0 < port <= LAST_PORT or (match["ipv6"] and not _is_ipv6(match["ipv6"])):
        raise ImproperlyConfigured(
            _(
                "SEARCH_URL must name hosts as in “search1.example:9200,search2.example:9200”, "
                "with ports from 1 to 65535."
            )
        )
    return match["name"] or match["ipv6"], port


def _is_ipv6(text: str) -> bool:
    try:
        return bool(IPv6Address(text))
    except AddressValueError:
        return False


def _prefix(path: str) -> str:
    name = path.removesuffix("/") or PREFIX
    if not NAME.fullmatch(name):
        raise ImproperlyConfigured(
            _(
                "SEARCH_URL may end with a prefix of index names such as “/yizhan”: small letters, digits, "
                "“-” and “_”, at most 60, beginning with a letter."
            )
        )
    return name
