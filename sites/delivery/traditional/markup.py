"""A finished page in traditional Chinese: the same markup, links that stay in the language."""

from __future__ import annotations

from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser
from re import Match
from re import compile as pattern

from .convert import to_traditional

LANGUAGE = "zh-Hant"
# Attributes that people read or hear.
_READ = {"alt", "title", "placeholder", "aria-label", "aria-description", "content", "label"}
_LED_BY = {"a": "href", "form": "action", "link": "href", "area": "href"}
_ATTRIBUTE = pattern(r"""(\s)([a-zA-Z-]+)(\s*=\s*)("[^"]*"|'[^']*')""")
# What is in them is no text.
_NO_TEXT = {"script", "style"}
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def in_traditional(markup: str, address: Callable[[str], str]) -> str:
    """The page `markup` in traditional Chinese.

    What names another language than the page (`lang`, `hreflang`) stays as it is.

    Args:
        address: the address in traditional Chinese of an address that a link leads to.
    """
    writer = _Writer(address)
    writer.feed(markup)
    writer.close()
    return "".join(writer.parts)


class _Writer(HTMLParser):
    """Writes what it reads, letter by letter, but for text and some attributes."""

    def __init__(self, address: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._address = address
        # Elements around this place, each with whether its text stays.
        self._open: list[tuple[str, bool]] = []

    @property
    def _stays(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source, names = self.get_starttag_text() or "", dict(attrs)
        if tag == "html":
            source = source.replace(f'lang="{names.get("lang")}"', f'lang="{LANGUAGE}"')
        stays = self._stays or tag in _NO_TEXT or (tag != "html" and ("lang" in names or "hreflang" in names))
        if tag not in _VOID and not source.endswith("/>"):
            self._open.append((tag, stays))
        self.parts.append(source if stays else _ATTRIBUTE.sub(self._attribute_of(tag, names), source))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        names = [name for name, _stays in self._open]
        if tag in names:
            # Elements whose end may be left out (li, p, td) end with what holds them.
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self._stays else to_traditional(data))

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def _attribute_of(self, tag: str, names: dict[str, str | None]) -> Callable[[Match[str]], str]:
        def change(match: Match[str]) -> str:
            space, name, equals, quoted = match.groups()
            old = unescape(quoted[1:-1])
            if name == _LED_BY.get(tag) and names.get("rel") not in {"alternate", "stylesheet", "icon"}:
                new = self._address(old)
            elif name in _READ or (name == "value" and names.get("type") in {"search", "submit", "button"}):
                new = to_traditional(old)
            else:
                return match[0]
            return match[0] if new == old else f'{space}{name}{equals}"{escape(new)}"'

        return change
