"""Colours of the times of day and of the seasons."""

from __future__ import annotations

from dataclasses import dataclass

from .canvas import Colour, mix, rgb


@dataclass(frozen=True)
class Palette:
    """The colours of one picture.

    Attributes:
        sky: from the zenith to the horizon.
        far, near: hills at the horizon and before the viewer.
        leaf: trees; ground: meadow, bank or street; water: its own colour.
        wall, roof, dark: buildings; light: lamps and windows; sun: the disc and its glow.
        sun_at: where the sun or moon stands; no disc is seen when it is overcast.
    """

    sky: tuple[Colour, ...]
    far: Colour
    near: Colour
    leaf: Colour
    ground: Colour
    water: Colour
    wall: Colour
    roof: Colour
    dark: Colour
    accent: Colour
    light: Colour
    sun: Colour
    sun_at: tuple[float, float] = (1180, 330)
    is_dark: bool = False
    is_overcast: bool = False

    @property
    def horizon(self) -> Colour:
        return self.sky[-1]

    def hill(self, share: float) -> Colour:
        """The colour of a hill between the horizon (0) and the viewer (1)."""
        return mix(self.far, self.near, share)


_COLOURS = (
    "far", "near", "leaf", "ground", "water", "wall", "roof", "dark", "accent", "light", "sun",
)  # fmt: skip


def _palette(
    text: str, sun_at: tuple[float, float] = (1180, 330), is_dark: bool = False, is_overcast: bool = False
) -> Palette:
    """Make a palette from codes: three of the sky, then the other colours in the order of the fields."""
    codes = [rgb(code) for code in text.split()]
    sky, colours = tuple(codes[:3]), dict(zip(_COLOURS, codes[3:], strict=True))
    return Palette(sky=sky, sun_at=sun_at, is_dark=is_dark, is_overcast=is_overcast, **colours)


PALETTES = {
    "day": _palette(
        "#8fbdd6 #bcd8e3 #e9f1ee #b4cdd4 #5b8f86 #4d8468 #9dbb8f "
        "#86b4c1 #f4efe6 #b9705a #4c6573 #d9855f #fff3cf #fffaea",
        (1230, 260),
    ),
    "dawn": _palette(
        "#7fa3c0 #f0c9b4 #fbe6d2 #c7b9c2 #5f7d8c #56786f #b3ab93 "
        "#c9b9b4 #f6eadf #a9695d #5a5f76 #e08e6d #ffe7b8 #fff1d6",
        (1120, 470),
    ),
    "dusk": _palette(
        "#4b5d8a #c98f93 #f6c79b #9c8aa0 #3d5068 #3b5560 #7d7a78 "
        "#a68c92 #d9c4b8 #7c4f57 #363f5a #f0a067 #ffdf9b #ffe3b0",
        (430, 520),
    ),
    "night": _palette(
        "#16233f #2b426a #5a6f93 #3a4e75 #1a2b46 #24404a #2c3d54 "
        "#31486b #5d6c8a #3b3f5c #101b30 #e2934f #ffd98a #f7efd6",
        (1240, 210),
        True,
    ),
    "spring": _palette(
        "#9cc7dc #cfe4e4 #f3f2e2 #bcd5c6 #6aa479 #5f9d68 #b4cf8b "
        "#9bc4c6 #f7f2e8 #b5735f #4f6f68 #ec9fae #fff4cf #fffbe9",
        (1190, 250),
    ),
    "summer": _palette(
        "#6fb0d3 #a9d2df #e4f0e6 #a8cbc6 #3f8b70 #3a8459 #88b46f "
        "#6ca9b3 #f6f1e6 #b0664f #3f5f66 #f0b24f #fff2c4 #fffbe4",
        (1210, 220),
    ),
    "autumn": _palette(
        "#93b6cc #d8ddd6 #f6e9d0 #c6bfae #8f7a52 #b9793c #cfae6b "
        "#a9b9b3 #f5ead9 #a35c42 #5b5648 #d0642f #fff0c4 #fff6dd",
        (1150, 300),
    ),
    "winter": _palette(
        "#9fb4c6 #c9d6de #eef1f2 #c2cfd8 #8398a6 #73887f #eef2f3 "
        "#a9bcc7 #f3f1ee #8f6a64 #52626f #c9604a #fff0cf #fdfbf4",
        (1170, 280),
    ),
    "storm": _palette(
        "#56677a #8496a3 #c3ccce #93a3ab #4a5f66 #476259 #7f8d7c "
        "#8799a0 #d9d6cf #85605a #3c4a55 #d9a05a #ffe9b5 #e6eaea",
        (1180, 240),
        is_overcast=True,
    ),
    "mist": _palette(
        "#b9c9d2 #d6e0e2 #f0f2ee #c9d5d9 #7d989c #6d8f84 #b7c3b0 "
        "#b9cbd0 #f2eee6 #a2766a #5b6d76 #d48a66 #fff2d2 #fdfaf0",
        (1160, 300),
        is_overcast=True,
    ),
}
