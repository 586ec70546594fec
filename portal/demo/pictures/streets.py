"""Scenes of streets, squares and markets."""

from __future__ import annotations

import math
import random

from . import buildings as b
from . import terrain as t
from .canvas import Canvas, mix
from .ground import pavement, town_behind
from .palettes import Palette

_FRUIT = ((214, 176, 78), (196, 84, 62), (150, 178, 92), (228, 206, 160))


def old_town(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 420)
    t.hills(canvas, palette, rng, 480, count=4, height=220)
    b.skyline(canvas, palette, rng, 560, haze=0.78, tallest=180, step=56)
    b.village(canvas, palette, rng, -60, 1660, 610, 130, 0.34)
    b.pavilion(canvas, palette, 1080, 600, 210, 3)
    b.village(canvas, palette, rng, -60, 1660, 740, 190, 0.12)
    t.grove(canvas, palette, rng, 250, 420, 700, 150)
    t.grove(canvas, palette, rng, 1250, 1420, 700, 140)
    t.water(canvas, palette, rng, 745, 0.62)
    b.arch_bridge(canvas, palette, 560, 790, 480, 120)
    b.boat(canvas, palette, 300, 880, 180)
    t.willow(canvas, palette, rng, 60, 900, 380)
    t.willow(canvas, palette, rng, 1530, 920, 420)


def community_square(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    town_behind(canvas, palette, rng, 600, 280)
    for x, width in ((-30, 330), (330, 300), (980, 310), (1310, 330)):
        wall = mix(palette.wall, rng.choice([palette.accent, palette.roof, palette.water]), 0.12)
        b.block(canvas, palette, rng, x, 730, width, rng.randint(230, 310), grid=(8, 5), wall=wall)
        canvas.rectangle(x + 10, 640, width - 84, 16, mix(palette.accent, palette.wall, 0.3))
        canvas.rectangle(x + 16, 660, width - 96, 66, mix(palette.light, palette.dark, 0.25))
    b.pavilion(canvas, palette, 800, 760, 260, 1)
    pavement(canvas, palette, 740)
    t.tree(canvas, palette, rng, 560, 820, 340)
    t.tree(canvas, palette, rng, 1090, 810, 300)
    wood = mix(palette.roof, palette.dark, 0.1)
    for x in (480, 1010):
        canvas.rectangle(x, 846, 150, 12, wood)
        canvas.rectangle(x + 12, 858, 10, 26, mix(wood, palette.dark, 0.4))
        canvas.rectangle(x + 128, 858, 10, 26, mix(wood, palette.dark, 0.4))
    places = [
        (300, 860),
        (350, 868),
        (740, 850),
        (790, 846),
        (850, 852),
        (1250, 880),
        (1300, 872),
        (690, 930),
        (900, 940),
    ]
    b.people(canvas, palette, rng, places, 98)


def new_community(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 560)
    t.hills(canvas, palette, rng, 600, count=3, height=150)
    b.skyline(canvas, palette, rng, 680, haze=0.6, tallest=330, step=80)
    for x, height in ((120, 420), (400, 500), (920, 470), (1200, 400)):
        wall = mix(palette.wall, rng.choice([palette.roof, palette.water, palette.accent]), 0.14)
        b.block(canvas, palette, rng, x, 740, 220, height, grid=(7, height // 44), wall=wall)
        for row in range(height // 44):
            canvas.rectangle(x + 60, 740 - height + 40 + row * 43, 44, 9, mix(wall, palette.dark, 0.2))
        canvas.rectangle(x + 84, 740 - height - 34, 60, 36, mix(wall, palette.dark, 0.12))
        canvas.rectangle(x - 34, 740 - height + 20, 36, height - 20, mix(palette.water, t.WHITE, 0.35))
        canvas.rectangle(x - 30, 740 - height * 0.5, 28, 34, mix(palette.accent, t.WHITE, 0.15))
    t.meadow(canvas, palette, 752, rng, mix(palette.ground, palette.leaf, 0.3))
    path = mix(palette.wall, palette.ground, 0.2)
    canvas.polygon([(700, 770), (800, 770), (980, 1000), (470, 1000)], path)
    t.grove(canvas, palette, rng, -20, 600, 850, 170)
    t.grove(canvas, palette, rng, 980, 1620, 850, 170)
    t.bushes(canvas, palette, rng, -20, 520, 940, 80)
    t.bushes(canvas, palette, rng, 1000, 1620, 940, 80)
    b.people(canvas, palette, rng, [(720, 880), (775, 884), (690, 800)], 88)


def market_hall(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    town_behind(canvas, palette, rng, 480, 200)
    beam = mix(palette.wall, palette.dark, 0.25)
    roof = mix(palette.roof, palette.wall, 0.25)
    for k in range(5):
        x = -20 + k * 330
        canvas.polygon([(x, 470), (x + 165, 380), (x + 330, 470)], mix(roof, palette.dark, 0.06 * (k % 2)))
        canvas.polygon(
            [(x + 40, 470), (x + 165, 402), (x + 290, 470)], mix(palette.horizon, palette.light, 0.4)
        )
    canvas.rectangle(-20, 466, 1640, 22, beam)
    canvas.shaded(
        [(-20, 488), (1620, 488), (1620, 1000), (-20, 1000)],
        [mix(palette.light, palette.wall, 0.4), mix(palette.wall, palette.dark, 0.15)],
        488,
        1000,
    )
    for x in (120, 470, 820, 1170, 1500):
        canvas.rectangle(x, 486, 18, 330, beam)
        canvas.rectangle(x - 60, 520, 138, 4, beam)
        b.lamp(canvas, palette, x + 60, 640, 110)
    for row, (y, size) in enumerate(((650.0, 26), (760.0, 36), (900.0, 48))):
        count = 5 - row // 2
        for k in range(count):
            middle = (k + 0.5) * canvas.width / count + (row % 2) * 60 - 40
            _stall(canvas, palette, rng, middle, y, size, row * 3 + k)
        if row < 2:
            b.people(canvas, palette, rng, [(rng.uniform(80, 1520), y + 60) for _index in range(5)], size * 3)


def _stall(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    x: float,
    y: float,
    size: float,
    index: int,
) -> None:
    goods = [palette.accent, palette.leaf, *_FRUIT]
    width = size * 7.4
    table = mix(palette.roof, palette.wall, 0.4)
    canvas.rectangle(x - width / 2, y, width, size * 1.5, mix(table, palette.dark, 0.22), radius=6)
    canvas.rectangle(x - width / 2 - 6, y - 8, width + 12, 16, table, radius=6)
    for k in range(6):
        colour = goods[(k + index) % len(goods)]
        left = x - width / 2 + width * k / 6
        for layer in range(3):
            for m in range(4 - layer):
                canvas.ellipse(
                    left + width / 12 + (m - (3 - layer) / 2) * size * 0.3,
                    y - 12 - layer * size * 0.24,
                    size * 0.2,
                    size * 0.19,
                    mix(colour, rng.choice([palette.dark, t.WHITE]), rng.uniform(0.02, 0.2)),
                )


def bus_street(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    town_behind(canvas, palette, rng, 540, 300)
    for x, width, height in ((-40, 300, 380), (250, 250, 300), (1100, 260, 330), (1350, 300, 400)):
        b.block(
            canvas,
            palette,
            rng,
            x,
            740,
            width,
            height,
            grid=(8, height // 42),
            wall=mix(palette.wall, rng.choice([palette.roof, palette.accent, palette.water]), 0.16),
        )
        canvas.rectangle(x + 12, 668, width - 80, 68, mix(palette.light, palette.dark, 0.2))
    t.grove(canvas, palette, rng, -20, 560, 770, 200)
    t.grove(canvas, palette, rng, 1040, 1620, 770, 200)
    road = mix(palette.dark, palette.horizon, 0.45)
    canvas.shaded(
        [(-20, 760), (1620, 760), (1620, 1000), (-20, 1000)],
        [mix(road, palette.horizon, 0.3), road],
        760,
        1000,
    )
    canvas.rectangle(-20, 756, 1640, 14, mix(palette.wall, palette.dark, 0.15))
    for k in range(9):
        canvas.rectangle(-20 + k * 200, 930, 110, 9, mix(road, t.WHITE, 0.65))
    _bus(canvas, palette, rng, 560, 900, 560)
    canvas.rectangle(1240, 640, 8, 140, mix(palette.dark, palette.horizon, 0.2))
    canvas.rectangle(1190, 640, 220, 14, mix(palette.water, palette.dark, 0.3))
    canvas.rectangle(1400, 650, 8, 130, mix(palette.dark, palette.horizon, 0.2))
    b.people(canvas, palette, rng, [(1280, 782), (1320, 784), (1365, 780)], 96)


def _bus(canvas: Canvas, palette: Palette, rng: random.Random, x: float, base: float, length: float) -> None:
    body = mix(palette.leaf, palette.water, 0.45)
    tall = length * 0.36
    canvas.rectangle(x, base - tall, length, tall, mix(body, t.WHITE, 0.1), radius=24)
    canvas.rectangle(x, base - tall * 0.34, length, tall * 0.2, mix(palette.wall, t.WHITE, 0.4))
    glass = mix(palette.dark, palette.water, 0.4)
    canvas.rectangle(x + length * 0.04, base - tall * 0.86, length * 0.92, tall * 0.42, glass, radius=10)
    for k in range(1, 6):
        canvas.rectangle(x + length * 0.04 + k * length * 0.153, base - tall * 0.86, 6, tall * 0.42, body)
    seats = [(x + length * (0.1 + 0.15 * k), base - tall * 0.44) for k in range(5)]
    b.people(canvas, palette, rng, [(px, py) for px, py in seats if rng.random() < 0.8], tall * 0.42)
    canvas.rectangle(x, base - tall * 0.44, length, tall * 0.12, mix(body, palette.dark, 0.12))
    for share in (0.2, 0.78):
        canvas.ellipse(
            x + length * share, base - 4, length * 0.06, length * 0.06, mix(palette.dark, (20, 20, 24), 0.4)
        )
        canvas.ellipse(
            x + length * share, base - 4, length * 0.025, length * 0.025, mix(palette.wall, palette.dark, 0.2)
        )
    canvas.ellipse(x + length * 0.975, base - tall * 0.26, 9, 9, palette.light)


def festival(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 520, clouds=3)
    t.hills(canvas, palette, rng, 570, count=3, height=180)
    b.skyline(canvas, palette, rng, 620, haze=0.5, tallest=160, step=66)
    b.pavilion(canvas, palette, 1080, 640, 300, 3)
    b.village(canvas, palette, rng, 0, 780, 640, 120, 0.1)
    reds = [(214, 74, 58), (226, 120, 62), (236, 164, 78)]
    for row, (y, size, sag) in enumerate(((330, 17, 60), (410, 22, 70), (500, 26, 60))):
        cord = [(-20 + 1640 * k / 16, y + sag * math.sin(math.pi * ((k / 4) % 1))) for k in range(17)]
        canvas.line(cord, mix(palette.dark, palette.horizon, 0.2), 2)
        for k, (x, at) in enumerate(cord):
            if (k + row) % 2 == 0:
                b.lantern(
                    canvas,
                    palette,
                    x + 20,
                    at + size * 1.7,
                    size,
                    mix(reds[(k + row) % 3], palette.dark, 0.05),
                )
    t.water(canvas, palette, rng, 640, 0.72)
    _river_lights(canvas, palette, rng)


def _river_lights(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    for _index in range(26):
        depth = rng.random()
        x, y, size = rng.uniform(40, 1560), 690 + 270 * depth, 9 + 20 * depth
        canvas.glow(x, y, size * 3, palette.light, 0.5)
        canvas.polygon(
            [
                (x - size, y),
                (x + size, y),
                (x + size * 0.6, y + size * 0.6),
                (x - size * 0.6, y + size * 0.6),
            ],
            (206, 92, 92),
        )
        canvas.ellipse(x, y - size * 0.35, size * 0.3, size * 0.5, palette.light)


def lantern_street(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 480, clouds=2)
    b.skyline(canvas, palette, rng, 560, haze=0.7, tallest=220, step=60)
    b.pavilion(canvas, palette, 800, 690, 300, 3)
    for side in (0, 1):
        for k in range(5):
            size = 1.0 - k * 0.17
            width, height = 330 * size, 330 * size
            x = -60 + k * 165 if side == 0 else canvas.width + 60 - k * 165 - width
            base = 960 - k * 62
            _shop(canvas, palette, rng, x, base, width, height)
    stone = mix(palette.wall, palette.dark, 0.35)
    canvas.shaded(
        [(690, 690), (910, 690), (1420, 1000), (180, 1000)], [stone, mix(stone, palette.dark, 0.2)], 690, 1000
    )
    canvas.glow(800, 820, 460, palette.light, 0.4)
    walkers = [
        (760, 760),
        (820, 770),
        (870, 800),
        (700, 830),
        (930, 870),
        (650, 900),
        (800, 920),
        (1010, 940),
    ]
    for x, y in walkers:
        b.people(canvas, palette, rng, [(x, y)], 60 + (y - 740) * 0.32)
    for row in range(4):
        y, size = 300 + row * 62, 34 - row * 6
        for k in range(5):
            x = 800 + (k - 2) * (270 - row * 46)
            b.lantern(canvas, palette, x, y + 26 * abs(k - 2), size, (208, 66, 52))


def _shop(
    canvas: Canvas, palette: Palette, rng: random.Random, x: float, base: float, width: float, height: float
) -> None:
    wood = mix(palette.roof, palette.dark, 0.35)
    canvas.rectangle(x, base - height, width, height, wood)
    for level in (0.12, 0.56):
        canvas.rectangle(
            x + width * 0.08,
            base - height * (1 - level),
            width * 0.84,
            height * 0.32,
            mix(palette.light, palette.accent, 0.25),
        )
        for k in range(1, 8):
            canvas.rectangle(
                x + width * (0.08 + 0.84 * k / 8), base - height * (1 - level), 4, height * 0.32, wood
            )
    for level in (0.0, 0.48):
        b.eaves_roof(
            canvas,
            palette,
            x + width / 2,
            base - height * (1 - level),
            width * 1.16,
            height * 0.13,
            mix(palette.dark, palette.roof, 0.18),
        )
    canvas.glow(x + width / 2, base - height * 0.3, width * 0.7, palette.light, 0.3)
