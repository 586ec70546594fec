"""What can be chosen: the size of letters or the elder mode, and high contrast.

Elder mode is asked of government websites by 国办公开办函〔2021〕28号; what it must reach stands in
互联网网站适老化通用设计规范.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie

COOKIE = "mode"
NORMAL, LARGE, LARGER, ELDER = "normal", "large", "larger", "elder"
SIZES = (NORMAL, LARGE, LARGER, ELDER)
CONTRAST = "contrast"


@dataclass(frozen=True)
class Mode:
    size: str = NORMAL
    contrast: bool = False

    @property
    def name(self) -> str:
        """As it stands in the cookie, and in the name of its style sheet."""
        return "-".join(self.parts) or "plain"

    @property
    def parts(self) -> list[str]:
        sizes = [self.size] if self.size != NORMAL else []
        return [*sizes, CONTRAST] if self.contrast else sizes

    def switched(self, part: str) -> Mode:
        """The mode with `part` on if it was off, and off if it was on."""
        if part == CONTRAST:
            return replace(self, contrast=not self.contrast)
        return replace(self, size=NORMAL if self.size == part else part)


MODES = {mode.name: mode for mode in (Mode(size, contrast) for size in SIZES for contrast in (False, True))}


def chosen(cookies: str) -> Mode:
    """The mode that the header Cookie of a request asks for."""
    if COOKIE not in cookies:
        return Mode()
    try:
        morsel = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return Mode()
    return MODES.get(morsel.value, Mode()) if morsel else Mode()
