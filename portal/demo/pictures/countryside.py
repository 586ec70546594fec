"""Scenes of hills, fields and villages."""

from __future__ import annotations

import math
import random

from . import buildings as b
from . import terrain as t
from .canvas import Canvas, Colour, mix
from .palettes import Palette


def layered_hills(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 620, clouds=3)
    for index in range(8):
        share = index / 7
        outline = t.ridge(rng, canvas.width, 470 + index * 70, 230 - 60 * share, 0.6 + share)
        colour = mix(palette.horizon, palette.hill(share), 0.28 + 0.7 * share)
        t.hill(canvas, outline, colour, mix(colour, palette.horizon, 0.62 - 0.2 * share), 210)
    t.grove(canvas, palette, rng, -20, 420, 985, 150, t.pine)
    t.grove(canvas, palette, rng, 1290, 1620, 990, 170, t.pine)
    t.birds(canvas, palette, rng, 700, 240, 8)


def tea_hills(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 420)
    t.hills(canvas, palette, rng, 450, count=4, height=250)
    canvas.mist(440, 120, palette.horizon, 0.6)
    for index, (y, height) in enumerate(((540, 120), (660, 150), (840, 190))):
        _tea_slope(canvas, palette, rng, y, height, index)
    b.gable(canvas, palette, rng, 1180, 520, 90, 52, 0.2)
    b.gable(canvas, palette, rng, 1270, 530, 76, 44, 0.22)
    t.grove(canvas, palette, rng, 1100, 1180, 530, 80)
    straw = mix(palette.wall, palette.accent, 0.25)
    for x, y, size in ((430, 830, 84), (520, 842, 84), (860, 770, 70), (1210, 858, 92)):
        b.people(canvas, palette, rng, [(x, y)], size)
        canvas.polygon(
            [(x - size * 0.26, y - size * 0.87), (x, y - size * 1.1), (x + size * 0.26, y - size * 0.87)],
            straw,
        )


def _tea_slope(
    canvas: Canvas, palette: Palette, rng: random.Random, y: float, height: float, index: int
) -> None:
    """One slope with its rows of tea bushes following the ground."""
    edge = t.ridge(rng, canvas.width, y, height, 0.15)
    base = mix(palette.hill(0.55 + 0.2 * index), palette.leaf, 0.4)
    soil = mix(base, palette.dark, 0.28)
    canvas.polygon(
        [*edge, (canvas.width + 20, canvas.height), (-20, canvas.height)],
        mix(soil, palette.horizon, 0.25 - 0.1 * index),
    )
    step = 20 + 13 * index
    for row in range(16):
        drop = 8 + row * step * (1 + 0.07 * row)
        wide = 8 + 6 * index + row * 0.8
        tone = mix(base, rng.choice([palette.sun, palette.leaf]), 0.12 + 0.1 * rng.random())
        tone = mix(tone, palette.horizon, max(0.0, 0.32 - 0.14 * index - 0.02 * row))
        points = [(x, py + drop + 7 * math.sin(x / 150 + row * 0.6)) for x, py in edge]
        canvas.line([(x, py + wide * 0.5) for x, py in points], mix(tone, palette.dark, 0.38), wide)
        canvas.line(points, tone, wide * 0.9)
        canvas.line([(x, py - wide * 0.22) for x, py in points], mix(tone, palette.sun, 0.25), wide * 0.28)


def rice_field(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 430)
    t.hills(canvas, palette, rng, 460, count=3, height=170)
    t.grove(canvas, palette, rng, -20, 1620, 478, 60)
    b.village(canvas, palette, rng, 900, 1420, 492, 70, 0.25)
    gold = mix(palette.ground, palette.accent, 0.18)
    canvas.shaded(
        [(-20, 480), (1620, 480), (1620, 1000), (-20, 1000)],
        [mix(gold, palette.horizon, 0.4), gold, mix(gold, palette.dark, 0.2)],
        480,
        1000,
    )
    for row in range(44):
        depth = (row / 43) ** 1.7
        y = 486 + 514 * depth
        tone = mix(gold, rng.choice([palette.sun, palette.roof, palette.leaf]), rng.uniform(0.05, 0.24))
        canvas.line([(-20, y), (1620, y - 12 * depth)], tone, 1 + 7 * depth)
    for x in (-700.0, 120.0, 560.0, 1000.0, 1500.0, 2300.0):
        path = mix(palette.leaf, gold, 0.35)
        canvas.line([(800 + (x - 800) * 0.14, 482), (x, 1000)], path, 5)
    _harvester(canvas, palette, 560, 690, 190)
    for _index in range(900):
        x, depth = rng.uniform(-10, 1610), rng.random() ** 0.5
        y = 820 + 180 * depth
        tall = 24 + 46 * depth
        lean = rng.uniform(-6, 12)
        stalk = mix(gold, rng.choice([palette.sun, palette.roof, palette.leaf]), rng.uniform(0.1, 0.4))
        canvas.line([(x, y + 20), (x + lean * 0.4, y - tall * 0.6), (x + lean, y - tall)], stalk, 2)
        canvas.ellipse(x + lean + 2, y - tall + 5, 2.6, 8, mix(gold, palette.sun, 0.35))
    t.birds(canvas, palette, rng, 400, 210)


def _harvester(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    red = mix(palette.accent, palette.roof, 0.4)
    canvas.rectangle(x - size * 0.42, y - size * 0.42, size * 0.74, size * 0.3, red, radius=8)
    canvas.rectangle(
        x + size * 0.06,
        y - size * 0.62,
        size * 0.24,
        size * 0.24,
        mix(palette.wall, palette.dark, 0.15),
        radius=6,
    )
    canvas.rectangle(
        x + size * 0.09,
        y - size * 0.58,
        size * 0.18,
        size * 0.14,
        mix(palette.water, palette.horizon, 0.5),
        radius=3,
    )
    canvas.polygon(
        [
            (x + size * 0.3, y - size * 0.3),
            (x + size * 0.62, y - size * 0.14),
            (x + size * 0.62, y),
            (x + size * 0.3, y),
        ],
        mix(red, palette.dark, 0.25),
    )
    for k in range(4):
        canvas.ellipse(
            x - size * 0.3 + k * size * 0.18, y - size * 0.05, size * 0.09, size * 0.09, palette.dark
        )
    canvas.line([(x - size * 0.36, y - size * 0.4), (x - size * 0.6, y - size * 0.62)], red, size * 0.06)


def hills_with_trees(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 470)
    t.hills(canvas, palette, rng, 520, count=5, height=300)
    canvas.mist(505, 120, palette.horizon, 0.6)
    b.village(canvas, palette, rng, 620, 1020, 585, 78, 0.28)
    t.grove(canvas, palette, rng, 470, 640, 588, 80)
    t.grove(canvas, palette, rng, 1020, 1230, 588, 80)
    edge = t.meadow(canvas, palette, 600, rng)
    road = mix(palette.wall, palette.ground, 0.3)
    canvas.polygon([(780, 620), (800, 620), (1030, 760), (760, 1000), (430, 1000), (930, 760)], road)
    blossom = mix(palette.accent, t.WHITE, 0.35)
    for x, y, size in (
        (150, 830, 300),
        (1330, 860, 340),
        (420, 730, 170),
        (1130, 720, 150),
        (1540, 760, 200),
    ):
        t.tree(canvas, palette, rng, x, y, size)
        _blossoms(
            canvas,
            rng,
            x,
            y,
            size,
            blossom if palette.accent[0] > 225 else mix(palette.accent, palette.leaf, 0.35),
        )
    for _index in range(420):
        at, depth = rng.uniform(0, 1600), rng.random()
        if edge:
            canvas.ellipse(
                at,
                690 + 310 * depth,
                1.5 + 2.5 * depth,
                1.2 + 2 * depth,
                mix(blossom, palette.light, rng.random()),
            )


def _blossoms(canvas: Canvas, rng: random.Random, x: float, y: float, size: float, colour: Colour) -> None:
    for _index in range(150):
        turn, reach = rng.uniform(0, 2 * math.pi), math.sqrt(rng.random()) * 0.4
        at = x + math.cos(turn) * reach * size, y - size * 0.72 + math.sin(turn) * reach * 0.72 * size
        canvas.ellipse(
            *at, rng.uniform(2, 5.5), rng.uniform(2, 4.5), mix(colour, t.WHITE, rng.uniform(0, 0.3))
        )


def village_lane(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 440)
    t.hills(canvas, palette, rng, 500, count=4, height=240)
    t.grove(canvas, palette, rng, -20, 1620, 560, 120)
    b.village(canvas, palette, rng, 80, 1560, 640, 150, 0.18)
    t.meadow(canvas, palette, 650, rng)
    stone = mix(palette.wall, palette.ground, 0.45)
    canvas.shaded(
        [(700, 655), (900, 655), (1120, 1000), (420, 1000)],
        [stone, mix(stone, palette.dark, 0.18)],
        655,
        1000,
    )
    for k in range(11):
        f = (k / 10) ** 1.5
        canvas.line(
            [(700 - 280 * f, 660 + 340 * f), (900 + 220 * f, 660 + 340 * f)],
            mix(stone, palette.dark, 0.22),
            1 + 2 * f,
        )
    b.gable(canvas, palette, rng, 40, 820, 330, 200)
    b.gable(canvas, palette, rng, 1240, 830, 340, 210)
    t.tree(canvas, palette, rng, 470, 800, 330)
    t.tree(canvas, palette, rng, 1160, 790, 270)
    t.bushes(canvas, palette, rng, -20, 420, 870, 74)
    t.bushes(canvas, palette, rng, 1150, 1620, 880, 74)
    b.people(canvas, palette, rng, [(760, 830), (815, 836), (930, 780)], 100)


def village_school(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 440)
    t.hills(canvas, palette, rng, 520, count=5, height=300)
    t.grove(canvas, palette, rng, -20, 1620, 570, 110)
    t.meadow(canvas, palette, 610, rng)
    wall = mix(palette.wall, t.WHITE, 0.2)
    b.block(canvas, palette, rng, 460, 690, 700, 210, grid=(14, 3), wall=wall)
    roof = mix(palette.roof, palette.dark, 0.15)
    canvas.polygon([(430, 486), (500, 430), (1120, 430), (1190, 486)], roof)
    canvas.rectangle(770, 560, 90, 130, mix(palette.dark, palette.water, 0.4))
    yard = mix(palette.wall, palette.ground, 0.3)
    canvas.shaded(
        [(300, 690), (1320, 690), (1620, 1000), (-20, 1000)], [yard, mix(yard, palette.roof, 0.18)], 690, 1000
    )
    canvas.line([(130, 860), (1470, 860)], mix(yard, t.WHITE, 0.5), 4)
    canvas.arc(800, 900, 260, 80, 180, 360, mix(yard, t.WHITE, 0.5), 4)
    b.flag_pole(canvas, palette, 380, 730, 260)
    places = [
        (x, y)
        for x, y in ((500, 800), (540, 830), (640, 790), (910, 820), (960, 800), (1010, 850), (1180, 790))
    ]
    b.people(canvas, palette, rng, places, 72)
    t.tree(canvas, palette, rng, 180, 810, 330)
    t.tree(canvas, palette, rng, 1420, 800, 300)


def snow_hills(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 520, clouds=4)
    for index in range(5):
        share = index / 4
        outline = t.ridge(rng, canvas.width, 480 + index * 78, 300 - 130 * share, 1.4)
        colour = mix(
            mix(palette.horizon, palette.hill(share), 0.35 + 0.25 * share), t.WHITE, 0.25 + 0.3 * share
        )
        t.hill(canvas, outline, mix(colour, t.WHITE, 0.4), mix(colour, palette.water, 0.25), 280)
    b.village(canvas, palette, rng, 560, 1080, 800, 96, 0.12)
    t.meadow(canvas, palette, 800, rng, mix(palette.ground, t.WHITE, 0.3))
    t.grove(canvas, palette, rng, 40, 520, 860, 190, t.pine)
    t.grove(canvas, palette, rng, 1120, 1600, 870, 190, t.pine)
    t.snow(canvas, rng, 180)


def old_stage(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 430)
    t.hills(canvas, palette, rng, 500, count=3, height=220)
    b.village(canvas, palette, rng, -40, 430, 640, 150, 0.25)
    b.village(canvas, palette, rng, 1190, 1620, 640, 150, 0.25)
    square = mix(palette.wall, palette.ground, 0.4)
    canvas.shaded(
        [(-20, 640), (1620, 640), (1620, 1000), (-20, 1000)],
        [square, mix(square, palette.dark, 0.2)],
        640,
        1000,
    )
    wood, red = mix(palette.roof, palette.dark, 0.2), mix(palette.roof, palette.accent, 0.3)
    canvas.rectangle(440, 610, 720, 90, mix(palette.wall, palette.dark, 0.3))
    canvas.rectangle(430, 598, 740, 18, mix(palette.wall, palette.dark, 0.12))
    canvas.rectangle(500, 380, 600, 220, mix(wood, palette.dark, 0.35))
    canvas.rectangle(560, 420, 480, 180, mix(red, palette.light, 0.25))
    for x in (488, 660, 910, 1084):
        canvas.rectangle(x, 360, 26, 240, red)
    b.eaves_roof(canvas, palette, 800, 372, 860, 190, mix(palette.dark, palette.roof, 0.28))
    for k in range(6):
        b.lantern(canvas, palette, 560 + k * 96, 420, 20, palette.accent)
    b.people(canvas, palette, rng, [(740, 598), (850, 598)], 104)
    crowd = [(rng.uniform(300, 1300), 780 + 26 * row) for row in range(6) for _index in range(9)]
    b.people(canvas, palette, rng, sorted(crowd, key=lambda place: place[1]), 84)
    t.tree(canvas, palette, rng, 180, 830, 420)
