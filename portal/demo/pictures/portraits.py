"""Neutral portraits: a quiet figure before a soft background. They show nobody."""

from __future__ import annotations

import random

from PIL import Image

from .canvas import Canvas, Colour, mix, rgb

WIDTH, HEIGHT = 720, 900
_GROUNDS = ["#cfdbe2", "#d8dcd0", "#e0d8cd", "#d3d7e2", "#dcd5da", "#cfdedb"]
_COATS = ["#2f3e52", "#3b4650", "#2c4a52", "#4a4453", "#3d4a41", "#4d4640"]
_SKIN = rgb("#d9b397")
_HAIR = ["#26262b", "#322c2b", "#3b3a3d", "#4a484a"]


def draw(number: int, woman: bool) -> Image.Image:
    """A portrait that depends only on its number."""
    rng = random.Random(f"portrait/{number}")  # noqa: S311
    canvas = Canvas(WIDTH, HEIGHT)
    ground, coat = rgb(_GROUNDS[number % 6]), rgb(_COATS[(number * 5) % 6])
    hair = rgb(rng.choice(_HAIR))
    canvas.gradient(0, HEIGHT, [mix(ground, (255, 255, 255), 0.45), ground, mix(ground, coat, 0.22)])
    canvas.glow(WIDTH * 0.32, HEIGHT * 0.28, 420, (255, 255, 255), 0.5)
    x, top = WIDTH / 2, 250 + rng.uniform(-10, 10)
    wide = 112 + rng.uniform(-6, 8)
    skin = mix(_SKIN, (255, 240, 225), rng.uniform(0, 0.25))
    if woman:
        _long_hair(canvas, x, top, wide, hair)
    _body(canvas, x, top, coat, skin, ground, woman)
    _head(canvas, x, top, wide, skin, hair, woman, rng)
    return canvas.finished(number)


def _body(
    canvas: Canvas, x: float, top: float, coat: Colour, skin: Colour, ground: Colour, woman: bool
) -> None:
    neck = top + 232
    canvas.rectangle(x - 46, neck - 60, 92, 130, mix(skin, coat, 0.16))
    slope = 236 if woman else 270
    outline = [(64, neck + 34), (slope * 0.72, neck + 92), (slope, neck + 170), (slope + 24, HEIGHT + 10)]
    shoulders = [
        *((x - out, y) for out, y in outline),
        *((x + out, y) for out, y in reversed(outline)),
    ]
    canvas.polygon(shoulders, coat)
    for side in (-1, 1):
        canvas.ellipse(x + side * (slope - 74), neck + 166, 78, 74, coat)
    shirt = mix(ground, (255, 255, 255), 0.75)
    canvas.polygon(
        [(x - 62, neck + 30), (x + 62, neck + 30), (x + 4, neck + 262), (x - 4, neck + 262)], shirt
    )
    canvas.polygon([(x - 44, neck + 20), (x + 44, neck + 20), (x, neck + 92)], mix(skin, coat, 0.1))
    _lapels(canvas, x, neck, mix(coat, (255, 255, 255), 0.09), shirt)
    if not woman:
        tie = mix(coat, (150, 70, 66), 0.5)
        knot = [(x - 15, neck + 92), (x + 15, neck + 92), (x + 24, neck + 236)]
        canvas.polygon([*knot, (x, neck + 266), (x - 24, neck + 236)], tie)


def _lapels(canvas: Canvas, x: float, neck: float, lapel: Colour, shirt: Colour) -> None:
    for side in (-1, 1):
        edge = [(64, 26), (128, 92), (92, 128), (116, 148), (4, 290)]
        canvas.polygon([(x + side * out, neck + down) for out, down in edge], lapel)
        collar = [(62, 24), (24, 78), (6, 96), (40, 112)]
        canvas.polygon([(x + side * out, neck + down) for out, down in collar], shirt)


def _head(
    canvas: Canvas,
    x: float,
    top: float,
    wide: float,
    skin: Colour,
    hair: Colour,
    woman: bool,
    rng: random.Random,
) -> None:
    for side in (-1, 1):
        canvas.ellipse(x + side * wide * 0.98, top + 128, 16, 30, mix(skin, (160, 110, 90), 0.18))
    canvas.ellipse(x, top + 118, wide, 148, skin)
    parting = rng.choice([-1, 1]) * wide * 0.3
    crown = [
        (x - wide - 6, top + 108),
        (x - wide - 2, top + 20),
        (x - wide * 0.62, top - 46),
        (x, top - 64),
        (x + wide * 0.62, top - 46),
        (x + wide + 2, top + 20),
        (x + wide + 6, top + 108),
        (x + wide * 0.86, top + 44),
        (x + parting, top + 14),
        (x - wide * 0.86, top + 50),
    ]
    canvas.polygon(crown, hair)
    canvas.ellipse(x, top - 2, wide * 0.98, 62, hair)
    canvas.ellipse(x + parting * 0.6, top + 48, wide * 0.72, 34, skin)
    canvas.arc(x - wide * 0.2, top + 10, wide * 0.7, 52, 200, 290, mix(hair, (255, 255, 255), 0.16), 5)


def _long_hair(canvas: Canvas, x: float, top: float, wide: float, hair: Colour) -> None:
    canvas.ellipse(x, top + 96, wide + 26, 158, hair)
    canvas.polygon(
        [
            (x - wide - 26, top + 90),
            (x + wide + 26, top + 90),
            (x + wide + 6, top + 286),
            (x - wide - 6, top + 286),
        ],
        hair,
    )
