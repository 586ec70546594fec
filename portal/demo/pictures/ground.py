"""What town scenes stand before and on."""

from __future__ import annotations

import random

from . import buildings as b
from . import terrain as t
from .canvas import Canvas, mix
from .palettes import Palette


def town_behind(
    canvas: Canvas, palette: Palette, rng: random.Random, base: float = 600, tallest: float = 260
) -> None:
    t.sky(canvas, palette, rng, base - 60)
    t.hills(canvas, palette, rng, base - 40, count=3, height=180)
    b.skyline(canvas, palette, rng, base, haze=0.7, tallest=tallest, step=60)
    canvas.mist(base - 30, 130, palette.horizon, 0.5)


def pavement(canvas: Canvas, palette: Palette, y: float, lines: int = 9) -> None:
    stone = mix(palette.wall, palette.ground, 0.25)
    canvas.shaded(
        [(-20, y), (1620, y), (1620, 1000), (-20, 1000)],
        [mix(stone, palette.horizon, 0.3), stone, mix(stone, palette.dark, 0.16)],
        y,
        1000,
    )
    for k in range(1, lines):
        f = (k / lines) ** 1.7
        canvas.line(
            [(-20, y + (1000 - y) * f), (1620, y + (1000 - y) * f)],
            mix(stone, palette.dark, 0.1),
            1 + 1.5 * f,
        )
    for k in range(-9, 26):
        canvas.line(
            [(800 + (k * 100 - 800) * 0.35, y), (k * 100 + (k * 100 - 800) * 0.9, 1000)],
            mix(stone, palette.dark, 0.07),
            1.2,
        )
