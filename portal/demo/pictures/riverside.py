"""Scenes at the river and on lakes."""

from __future__ import annotations

import math
import random

from . import buildings as b
from . import terrain as t
from .canvas import Canvas, Colour, mix
from .palettes import Palette

WATER = 640


def _far_shore(canvas: Canvas, palette: Palette, rng: random.Random, tallest: float = 190) -> None:
    """Sky, hills and the town on the other bank."""
    t.sky(canvas, palette, rng, 560)
    t.hills(canvas, palette, rng, 590, count=3, height=200)
    b.skyline(canvas, palette, rng, WATER - 8, haze=0.62, tallest=tallest * 1.25, step=58)
    b.skyline(canvas, palette, rng, WATER - 2, haze=0.34, tallest=tallest, step=72)
    t.bushes(canvas, palette, rng, -20, canvas.width + 20, WATER + 4, 34)


def bridge(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 560)
    t.hills(canvas, palette, rng, 600, count=4, height=240)
    b.skyline(canvas, palette, rng, WATER - 4, haze=0.68, tallest=130, step=50)
    canvas.mist(WATER - 30, 110, palette.horizon, 0.6)
    b.cable_bridge(canvas, palette, WATER - 92, 0.05)
    t.water(canvas, palette, rng, WATER, 0.6)
    t.birds(canvas, palette, rng, 560, 240)
    _near_bank(canvas, palette, rng)


def _near_bank(canvas: Canvas, palette: Palette, rng: random.Random, y: float = 950) -> None:
    t.meadow(canvas, palette, y, rng, mix(palette.ground, palette.leaf, 0.35))
    t.reeds(canvas, palette, rng, -20, 460, 990, 150)
    t.reeds(canvas, palette, rng, 1280, 1620, 990, 120)


def iron_bridge(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _far_shore(canvas, palette, rng, 120)
    canvas.mist(WATER - 40, 120, palette.horizon, 0.55)
    b.truss_bridge(canvas, palette, WATER - 60, WATER)
    b.people(canvas, palette, rng, [(x, WATER - 64) for x in (250, 280, 640, 900, 1180, 1205)], 40)
    t.water(canvas, palette, rng, WATER)
    _near_bank(canvas, palette, rng)


def river_walk(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _far_shore(canvas, palette, rng, 170)
    t.water(canvas, palette, rng, WATER, 0.6)
    bank = mix(palette.ground, palette.wall, 0.35)
    path = [(-20, 880), (500, 846), (1000, 872), (1620, 820), (1620, 1000), (-20, 1000)]
    canvas.shaded(path, [mix(bank, palette.horizon, 0.2), mix(bank, palette.dark, 0.15)], 820, 1000)
    canvas.line([(-20, 878), (500, 844), (1000, 870), (1620, 818)], mix(palette.wall, palette.dark, 0.25), 7)
    for x in range(-10, 1610, 62):
        y = (
            878 - 34 * math.sin((x + 20) / 520 * math.pi / 2)
            if x < 500
            else 846 + 24 * math.sin((x - 500) / 500 * math.pi / 2)
        )
        y = min(y, 872 - (x - 1000) * 0.085) if x > 1000 else y
        canvas.rectangle(x, y - 44, 3, 44, mix(palette.dark, palette.horizon, 0.2))
    b.people(canvas, palette, rng, [(360, 930), (420, 936), (830, 918), (1130, 944), (1270, 922)], 96)
    for x in (130, 720, 1340):
        b.lamp(canvas, palette, x, 905, 210)
    t.willow(canvas, palette, rng, 1480, 900, 520)
    t.willow(canvas, palette, rng, 40, 930, 460)
    t.birds(canvas, palette, rng, 820, 210, 5)


def riverside_city(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _far_shore(canvas, palette, rng, 260)
    b.boat(canvas, palette, 500, WATER + 56, 110)
    t.water(canvas, palette, rng, WATER + 0, 0.62)
    b.boat(canvas, palette, 1040, 760, 150)
    t.birds(canvas, palette, rng, 400, 190)
    _near_bank(canvas, palette, rng, 960)
    t.grove(canvas, palette, rng, -20, 300, 980, 170)


def wetland(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 520)
    t.hills(canvas, palette, rng, 560, count=4, height=190)
    t.grove(canvas, palette, rng, -20, 1620, 590, 78)
    t.water(canvas, palette, rng, 592, 0.62)
    wood = mix(palette.roof, palette.wall, 0.35)
    rail = mix(wood, palette.dark, 0.35)
    walk = [
        (560, 1000),
        (900, 1000),
        (820, 760),
        (960, 664),
        (1240, 640),
        (1240, 630),
        (900, 648),
        (720, 756),
    ]
    canvas.shaded(walk, [mix(wood, palette.horizon, 0.3), wood], 630, 1000)
    for k in range(16):
        f = (k / 15) ** 1.4
        canvas.line([(720 - 160 * f, 756 + 244 * f), (822 + 78 * f, 756 + 244 * f)], rail, 1 + 2 * f)
    for points in (
        [(560, 930), (716, 712), (890, 618), (1240, 606)],
        [(908, 935), (824, 716), (966, 632), (1240, 616)],
    ):
        canvas.line(points, rail, 4)
    for x, y, tall in (
        (600, 945, 70),
        (660, 850, 56),
        (716, 770, 46),
        (892, 940, 70),
        (858, 850, 56),
        (824, 772, 46),
    ):
        canvas.line([(x, y), (x, y - tall)], rail, 4)
    t.reeds(canvas, palette, rng, -20, 560, 1000, 260)
    t.reeds(canvas, palette, rng, 930, 1620, 1000, 230)
    t.reeds(canvas, palette, rng, 0, 420, 700, 70)
    t.birds(canvas, palette, rng, 1050, 250, 9)


def marsh(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 520)
    t.hills(canvas, palette, rng, 540, count=3, height=150)
    t.grove(canvas, palette, rng, -20, 1620, 562, 60)
    t.reeds(canvas, palette, rng, 900, 1620, 575, 60)
    t.water(canvas, palette, rng, 570, 0.62)
    for x, y, size, faces in (
        (520, 860, 330, 1),
        (860, 800, 260, -1),
        (1180, 740, 180, 1),
        (260, 720, 150, 1),
    ):
        canvas.veil_line(x - size * 0.5, y - 2, size, 9, mix(palette.horizon, t.WHITE, 0.5), 0.5)
        t.heron(canvas, palette, x, y, size, faces)
    t.reeds(canvas, palette, rng, -20, 320, 1000, 240)
    t.reeds(canvas, palette, rng, 1260, 1620, 1000, 260)


def river_storm(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 540, clouds=12)
    t.hills(canvas, palette, rng, 590, count=4, height=220)
    b.skyline(canvas, palette, rng, WATER - 10, haze=0.6, tallest=110, step=60)
    canvas.mist(WATER - 60, 180, palette.horizon, 0.5)
    t.water(canvas, palette, rng, WATER - 10, 0.35)
    levee = mix(palette.ground, palette.leaf, 0.35)
    canvas.shaded(
        [(-20, 800), (900, 860), (1620, 780), (1620, 1000), (-20, 1000)],
        [levee, mix(levee, palette.dark, 0.4)],
        780,
        1000,
    )
    canvas.line([(-20, 800), (900, 860), (1620, 780)], mix(palette.wall, palette.dark, 0.2), 14)
    b.people(canvas, palette, rng, [(640, 850), (690, 852), (1080, 846)], 88)
    t.grove(canvas, palette, rng, 1280, 1600, 850, 190, t.poplar)
    t.rain(canvas, palette, rng)


def dragon_boat(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _far_shore(canvas, palette, rng, 130)
    t.grove(canvas, palette, rng, -20, 1620, WATER, 66)
    t.water(canvas, palette, rng, WATER - 4, 0.5)
    for x, y, size, coat in ((980, 745, 0.62, palette.roof), (560, 850, 1.0, palette.accent)):
        _dragon(canvas, palette, x, y, 560 * size, coat)
    canvas.veil_line(120, 895, 900, 16, mix(palette.horizon, t.WHITE, 0.5), 0.5)
    t.birds(canvas, palette, rng, 700, 210, 6)


def _dragon(canvas: Canvas, palette: Palette, x: float, y: float, length: float, coat: Colour) -> None:
    """A dragon boat with its crew; outlines are in shares of its length."""

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + length * dx, y + length * dy) for dx, dy in points]

    hull, shirt = mix(coat, palette.dark, 0.12), mix(palette.wall, t.WHITE, 0.4)
    for k in range(11):
        _paddler(canvas, palette, x + length * (0.07 * k - 0.37), y, length, shirt)
    stern = ((-0.5, -0.1), (-0.425, -0.035), (0.425, -0.035), (0.51, -0.12), (0.45, 0.03), (-0.425, 0.03))
    canvas.polygon(at(*stern), hull)
    canvas.line(at((-0.44, -0.03), (0.44, -0.03)), palette.light, 4)
    head = ((0.46, -0.04), (0.5, -0.17), (0.58, -0.15), (0.55, -0.11), (0.59, -0.095), (0.51, -0.05))
    canvas.polygon(at(*head), mix(coat, palette.light, 0.35))
    canvas.ellipse(x + length * 0.525, y - length * 0.14, length * 0.009, length * 0.009, palette.dark)
    canvas.polygon(at((0.49, -0.165), (0.47, -0.22), (0.52, -0.17)), palette.light)


def _paddler(canvas: Canvas, palette: Palette, x: float, y: float, length: float, shirt: Colour) -> None:
    paddle = [(x + 4, y - length * 0.06), (x - length * 0.05, y + length * 0.06)]
    canvas.line(paddle, mix(palette.wall, palette.dark, 0.4), 3)
    canvas.rectangle(x - length * 0.016, y - length * 0.105, length * 0.032, length * 0.07, shirt, radius=4)
    skin = mix((222, 184, 154), palette.dark, 0.1)
    canvas.ellipse(x + length * 0.004, y - length * 0.122, length * 0.014, length * 0.017, skin)


def lotus_lake(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 480)
    t.hills(canvas, palette, rng, 510, count=4, height=200)
    t.grove(canvas, palette, rng, -20, 1620, 536, 70)
    b.pavilion(canvas, palette, 1180, 560, 190)
    t.water(canvas, palette, rng, 560, 0.6)
    b.boat(canvas, palette, 620, 690, 150)
    leaves = sorted(
        ((rng.random() ** 0.7, rng.uniform(-40, 1640)) for _index in range(210)), key=lambda leaf: leaf[0]
    )
    for depth, x in leaves:
        if depth < 0.28 and 380 < x < 1000:
            continue
        _lotus(canvas, palette, rng, x, 610 + 380 * depth, 16 + 74 * depth)


def _lotus(canvas: Canvas, palette: Palette, rng: random.Random, x: float, y: float, size: float) -> None:
    leaf = mix(palette.leaf, rng.choice([palette.ground, palette.dark, palette.sun]), rng.uniform(0.05, 0.3))
    canvas.ellipse(x, y + size * 0.06, size, size * 0.34, mix(leaf, palette.dark, 0.3))
    canvas.ellipse(x, y, size, size * 0.33, leaf)
    canvas.ellipse(x - size * 0.1, y - size * 0.04, size * 0.6, size * 0.18, mix(leaf, palette.sun, 0.18))
    if rng.random() < 0.16:
        pink = mix((232, 150, 172), palette.horizon, 0.15)
        top = y - size * rng.uniform(0.7, 1.1)
        canvas.line([(x, y), (x + 2, top)], mix(leaf, palette.dark, 0.2), 2.5)
        for turn, tone in ((-0.9, 0.0), (0.9, 0.0), (-0.45, 0.2), (0.45, 0.2), (0.0, 0.42)):
            lean = turn * size * 0.3
            canvas.polygon(
                [
                    (x - size * 0.04, top + size * 0.1),
                    (x + lean - size * 0.1, top - size * 0.12),
                    (x + lean * 1.25, top - size * 0.42),
                    (x + lean + size * 0.1, top - size * 0.12),
                    (x + size * 0.04, top + size * 0.1),
                ],
                mix(pink, t.WHITE, tone),
            )


def dam(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 520)
    t.hills(canvas, palette, rng, 560, count=5, height=330)
    canvas.mist(545, 130, palette.horizon, 0.6)
    wall = mix(palette.wall, palette.horizon, 0.12)
    canvas.shaded(
        [(330, 470), (1290, 470), (1210, 800), (420, 800)], [wall, mix(wall, palette.dark, 0.35)], 470, 800
    )
    for k in range(7):
        x = 500 + k * 94
        canvas.shaded(
            [(x, 490), (x + 46, 490), (x + 40, 800), (x + 6, 800)],
            [mix(palette.water, t.WHITE, 0.5), mix(palette.horizon, t.WHITE, 0.6)],
            490,
            800,
        )
        canvas.rectangle(x - 24, 440, 16, 44, mix(wall, palette.dark, 0.2))
    canvas.rectangle(310, 462, 1000, 16, mix(wall, t.WHITE, 0.3))
    b.block(canvas, palette, rng, 1180, 462, 70, 70, grid=(3, 2))
    for side, left in ((0, -20), (1, 1130)):
        outline = [(x, y) for x, y in t.ridge(rng, 520, 700, 260, 0.8)]
        shape = [(left + x, y + (abs(x - 260 - 260 * (1 - 2 * side)) * 0.28)) for x, y in outline]
        canvas.shaded(
            [*shape, (left + 540, 1000), (left - 20, 1000)],
            [palette.hill(0.7), mix(palette.near, palette.dark, 0.2)],
            420,
            900,
        )
    t.water(canvas, palette, rng, 795, 0.45)
    canvas.mist(795, 120, t.WHITE, 0.5)
    t.grove(canvas, palette, rng, -20, 330, 860, 150, t.pine)
    t.grove(canvas, palette, rng, 1320, 1620, 860, 150, t.pine)


def snow_bridge(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 520, clouds=8)
    t.hills(canvas, palette, rng, 560, count=4, height=210)
    b.village(canvas, palette, rng, 60, 620, 620, 110, 0.25)
    b.village(canvas, palette, rng, 1080, 1600, 620, 110, 0.25)
    t.meadow(canvas, palette, 600, rng)
    t.grove(canvas, palette, rng, 0, 330, 650, 120, t.pine)
    t.grove(canvas, palette, rng, 1330, 1620, 650, 120, t.pine)
    b.arch_bridge(canvas, palette, 360, 690, 900, 210)
    b.people(canvas, palette, rng, [(760, 462), (800, 458)], 62)
    t.water(canvas, palette, rng, 690, 0.58)
    t.meadow(canvas, palette, 930, rng, mix(palette.ground, t.WHITE, 0.4))
    t.snow(canvas, rng)
