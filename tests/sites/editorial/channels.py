"""Ways of sending codes as a city might write them."""

from __future__ import annotations

from sites.editorial.models import Signatory

sent: list[tuple[str, str]] = []


class ByMobile:
    """Keeps what it would send in `sent`."""

    def address(self, signatory: Signatory) -> str:
        return signatory.mobile

    def send(self, signatory: Signatory, text: str) -> None:
        sent.append((signatory.mobile, text))


class Broken(ByMobile):
    """A gateway that does not answer."""

    def send(self, signatory: Signatory, text: str) -> None:
        raise ConnectionError
