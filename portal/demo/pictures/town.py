"""Scenes of streets, squares and public buildings."""

from __future__ import annotations

import math
import random

from . import buildings as b
from . import terrain as t
from .canvas import Canvas, mix
from .palettes import Palette


def _town_behind(
    canvas: Canvas, palette: Palette, rng: random.Random, base: float = 600, tallest: float = 260
) -> None:
    t.sky(canvas, palette, rng, base - 60)
    t.hills(canvas, palette, rng, base - 40, count=3, height=180)
    b.skyline(canvas, palette, rng, base, haze=0.7, tallest=tallest, step=60)
    canvas.mist(base - 30, 130, palette.horizon, 0.5)


def _pavement(canvas: Canvas, palette: Palette, y: float, lines: int = 9) -> None:
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


def citizen_hall(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 620, 300)
    wall, glass = mix(palette.wall, t.WHITE, 0.25), mix(palette.water, palette.horizon, 0.35)
    canvas.rectangle(230, 440, 1140, 280, mix(glass, palette.dark, 0.1))
    for k in range(29):
        canvas.rectangle(230 + k * 40.7, 440, 5, 280, mix(wall, palette.horizon, 0.1))
    for y in (530, 620):
        canvas.rectangle(230, y, 1140, 8, mix(wall, palette.dark, 0.12))
    if palette.is_dark:
        canvas.glow(800, 590, 500, palette.light, 0.4)
    canvas.polygon([(150, 446), (250, 398), (1350, 398), (1450, 446)], mix(wall, palette.dark, 0.06))
    canvas.rectangle(150, 440, 1300, 14, mix(wall, palette.dark, 0.26))
    for k in range(8):
        canvas.rectangle(206 + k * 166, 452, 24, 276, wall)
        canvas.rectangle(222 + k * 166, 452, 8, 276, mix(wall, palette.dark, 0.2))
    canvas.rectangle(690, 600, 220, 128, mix(palette.light, glass, 0.45))
    canvas.rectangle(670, 588, 260, 14, palette.accent)
    for k in range(5):
        canvas.rectangle(
            560 - k * 26, 728 + k * 11, 480 + k * 52, 12, mix(wall, palette.dark, 0.05 + 0.05 * k)
        )
    _pavement(canvas, palette, 782)
    t.bushes(canvas, palette, rng, -20, 420, 800, 60)
    t.bushes(canvas, palette, rng, 1180, 1620, 800, 60)
    b.people(
        canvas, palette, rng, [(640, 850), (690, 856), (880, 830), (1010, 880), (420, 890), (1250, 860)], 92
    )
    for x in (80, 250, 1350, 1530):
        t.tree(canvas, palette, rng, x, 806, 250)


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


def community_square(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 600, 280)
    for x, width in ((-30, 330), (330, 300), (980, 310), (1310, 330)):
        wall = mix(palette.wall, rng.choice([palette.accent, palette.roof, palette.water]), 0.12)
        b.block(canvas, palette, rng, x, 730, width, rng.randint(230, 310), grid=(8, 5), wall=wall)
        canvas.rectangle(x + 10, 640, width - 84, 16, mix(palette.accent, palette.wall, 0.3))
        canvas.rectangle(x + 16, 660, width - 96, 66, mix(palette.light, palette.dark, 0.25))
    b.pavilion(canvas, palette, 800, 760, 260, 1)
    _pavement(canvas, palette, 740)
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


def school(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 560, 200)
    brick = mix(palette.roof, palette.wall, 0.45)
    b.block(canvas, palette, rng, 160, 720, 460, 260, grid=(12, 4), wall=brick)
    b.block(canvas, palette, rng, 980, 720, 460, 260, grid=(12, 4), wall=brick)
    b.block(canvas, palette, rng, 600, 720, 400, 330, grid=(8, 5), wall=mix(palette.wall, t.WHITE, 0.2))
    canvas.ellipse(785, 436, 30, 30, mix(palette.wall, t.WHITE, 0.5))
    canvas.line([(785, 436), (785, 418)], palette.dark, 3)
    canvas.line([(785, 436), (798, 442)], palette.dark, 3)
    canvas.rectangle(700, 620, 180, 100, mix(palette.dark, palette.water, 0.45))
    canvas.rectangle(670, 604, 240, 16, palette.accent)
    t.meadow(canvas, palette, 730, rng, mix(palette.ground, palette.leaf, 0.35))
    track = mix(palette.accent, palette.roof, 0.4)
    canvas.polygon(
        [(640, 735), (940, 735), (1250, 1000), (330, 1000)], mix(palette.wall, palette.ground, 0.3)
    )
    for k in range(3):
        canvas.arc(1500, 960, 420 - k * 26, 130 - k * 12, 120, 250, track, 14)
    b.flag_pole(canvas, palette, 560, 780, 300)
    pupils = [(690, 850), (735, 860), (860, 845), (905, 856), (780, 930), (640, 940), (1000, 930)]
    b.people(canvas, palette, rng, pupils, 82)
    for x in (90, 1360, 1530):
        t.tree(canvas, palette, rng, x, 830, 290)
    t.bushes(canvas, palette, rng, -20, 430, 880, 64)


def kindergarten(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 560, 180)
    colours = [palette.accent, palette.leaf, palette.water, palette.light]
    for index, (x, width, height) in enumerate(((220, 330, 230), (540, 420, 300), (950, 380, 240))):
        wall = mix(palette.wall, colours[index], 0.28)
        b.block(canvas, palette, rng, x, 730, width, height, wall=wall)
        for k in range(4):
            for row in range(2):
                at = x + 34 + k * (width - 100) / 3.4
                canvas.ellipse(
                    at, 730 - height + 70 + row * 105, 26, 26, mix(palette.dark, palette.water, 0.55)
                )
                canvas.ellipse(
                    at - 5, 730 - height + 64 + row * 105, 17, 17, mix(palette.water, t.WHITE, 0.35)
                )
        canvas.polygon(
            [(x - 16, 730 - height), (x + width / 2, 730 - height - 76), (x + width + 16, 730 - height)],
            mix(colours[(index + 1) % 4], palette.dark, 0.1),
        )
    t.meadow(canvas, palette, 740, rng, mix(palette.ground, palette.leaf, 0.4))
    canvas.line([(1180, 900), (1280, 760)], palette.accent, 14)
    canvas.line([(1280, 760), (1280, 900)], mix(palette.dark, palette.water, 0.3), 8)
    for x in (360, 470):
        canvas.line([(x, 900), (x + 40, 770)], mix(palette.roof, palette.dark, 0.2), 8)
    canvas.line([(400, 770), (510, 770)], mix(palette.roof, palette.dark, 0.2), 8)
    canvas.line([(440, 772), (440, 850)], palette.dark, 2)
    canvas.rectangle(424, 848, 32, 8, palette.accent)
    b.people(
        canvas, palette, rng, [(620, 900), (680, 915), (730, 890), (800, 930), (880, 900), (960, 920)], 64
    )
    b.people(canvas, palette, rng, [(570, 890)], 104)
    for x in (110, 1450):
        t.tree(canvas, palette, rng, x, 850, 320)


def hospital(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 600, 240)
    white = mix(palette.wall, t.WHITE, 0.5)
    b.block(canvas, palette, rng, 880, 740, 360, 460, grid=(10, 11), wall=white)
    b.block(canvas, palette, rng, 300, 740, 620, 280, grid=(16, 6), wall=mix(white, palette.water, 0.1))
    canvas.rectangle(300, 470, 620, 16, mix(palette.water, palette.dark, 0.1))
    canvas.rectangle(470, 640, 260, 100, mix(palette.water, palette.light, 0.35))
    canvas.rectangle(440, 622, 320, 18, mix(palette.roof, palette.accent, 0.4))
    # Not red: that emblem is reserved by law.
    sign = mix(palette.leaf, palette.water, 0.3)
    canvas.rectangle(1022, 320, 22, 74, sign)
    canvas.rectangle(996, 346, 74, 22, sign)
    _pavement(canvas, palette, 752)
    canvas.rectangle(1060, 810, 200, 78, mix(white, palette.dark, 0.06), radius=14)
    canvas.rectangle(1190, 822, 56, 30, mix(palette.water, palette.dark, 0.2), radius=5)
    canvas.rectangle(1060, 852, 200, 8, sign)
    for x in (1102, 1216):
        canvas.ellipse(x, 890, 20, 20, palette.dark)
        canvas.ellipse(x, 890, 8, 8, mix(palette.dark, t.WHITE, 0.6))
    b.people(canvas, palette, rng, [(520, 830), (570, 836), (700, 860), (360, 880)], 96)
    t.bushes(canvas, palette, rng, -20, 330, 800, 70)
    for x in (70, 220, 1390, 1530):
        t.tree(canvas, palette, rng, x, 820, 280)


def clinic_street(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 560, 260)
    for x, width, height, tone in ((-60, 400, 360, palette.roof), (1150, 520, 380, palette.accent)):
        b.block(canvas, palette, rng, x, 760, width, height, grid=(8, 7), wall=mix(palette.wall, tone, 0.14))
    white = mix(palette.wall, t.WHITE, 0.45)
    b.block(canvas, palette, rng, 330, 760, 800, 250, wall=white)
    for k in range(8):
        canvas.rectangle(366 + k * 78, 540, 52, 66, mix(palette.water, palette.dark, 0.12), radius=4)
        canvas.rectangle(366 + k * 78, 540, 52, 24, mix(palette.water, t.WHITE, 0.35), radius=4)
    canvas.rectangle(330, 620, 800, 26, mix(palette.leaf, palette.water, 0.45))
    canvas.rectangle(370, 650, 300, 110, mix(palette.light, palette.water, 0.4))
    canvas.rectangle(700, 650, 240, 110, mix(palette.light, palette.water, 0.55))
    green = mix(palette.leaf, palette.dark, 0.1)
    canvas.rectangle(1012, 656, 20, 66, green)
    canvas.rectangle(989, 679, 66, 20, green)
    _pavement(canvas, palette, 770)
    b.people(
        canvas, palette, rng, [(450, 850), (500, 858), (640, 840), (850, 870), (905, 866), (1090, 880)], 108
    )
    for x in (240, 1170):
        t.tree(canvas, palette, rng, x, 840, 360)


def market_hall(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 480, 200)
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
    goods = [palette.accent, palette.leaf, (214, 176, 78), (196, 84, 62), (150, 178, 92), (228, 206, 160)]
    for row, (y, size) in enumerate(((650, 26), (760, 36), (900, 48))):
        count = 5 - row // 2
        for k in range(count):
            x = (k + 0.5) * canvas.width / count + (row % 2) * 60 - 40
            _stall(canvas, palette, rng, x, y, size, goods, row * 3 + k)
        if row < 2:
            b.people(canvas, palette, rng, [(rng.uniform(80, 1520), y + 60) for _index in range(5)], size * 3)


def _stall(
    canvas: Canvas, palette: Palette, rng: random.Random, x: float, y: float, size: float, goods, index: int
) -> None:
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


def library(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 560, clouds=3)
    b.skyline(canvas, palette, rng, 640, haze=0.6, tallest=300, step=70)
    frame = mix(palette.wall, palette.dark, 0.3)
    warm = mix(palette.light, palette.accent, 0.12)
    canvas.glow(800, 600, 760, palette.light, 0.35)
    canvas.rectangle(250, 330, 1100, 470, warm)
    for row in range(4):
        y = 400 + row * 100
        canvas.rectangle(270, y, 1060, 7, mix(palette.roof, palette.dark, 0.25))
        x = 284.0
        while x < 1310:
            wide, tall = rng.uniform(7, 17), rng.uniform(44, 76)
            spine = mix(
                rng.choice([palette.roof, palette.water, palette.leaf, palette.accent, palette.wall]),
                palette.dark,
                rng.uniform(0.0, 0.35),
            )
            if rng.random() < 0.9:
                canvas.rectangle(x, y - tall, wide, tall, mix(spine, warm, 0.2))
            x += wide + 2
    canvas.rectangle(250, 708, 1100, 92, mix(warm, palette.roof, 0.2))
    readers = [(430, 800), (560, 800), (760, 800), (930, 800), (1080, 800), (1210, 800)]
    b.people(canvas, palette, rng, readers, 150)
    for x in (380, 700, 1020):
        canvas.rectangle(x, 742, 210, 12, mix(palette.roof, palette.dark, 0.3))
        canvas.rectangle(x + 6, 754, 8, 50, mix(palette.roof, palette.dark, 0.45))
        canvas.rectangle(x + 196, 754, 8, 50, mix(palette.roof, palette.dark, 0.45))
        canvas.polygon([(x + 84, 742), (x + 92, 712), (x + 118, 712), (x + 126, 742)], palette.light)
    for k in range(6):
        canvas.rectangle(244 + k * 220, 322, 12, 486, frame)
    canvas.polygon([(210, 330), (290, 276), (1310, 276), (1390, 330)], mix(frame, palette.dark, 0.3))
    canvas.rectangle(200, 800, 1200, 22, mix(frame, palette.dark, 0.2))
    _pavement(canvas, palette, 822)
    canvas.glow(800, 900, 620, palette.light, 0.3)
    t.tree(canvas, palette, rng, 110, 850, 420)
    t.tree(canvas, palette, rng, 1500, 850, 400)


def bus_street(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 540, 300)
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


def station(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 560)
    t.hills(canvas, palette, rng, 600, count=3, height=200)
    b.skyline(canvas, palette, rng, 640, haze=0.66, tallest=180, step=60)
    wall = mix(palette.wall, t.WHITE, 0.2)
    canvas.rectangle(
        180, 470, 1240, 220, mix(palette.water, palette.light, 0.45 if palette.is_dark else 0.25)
    )
    for k in range(26):
        canvas.rectangle(180 + k * 49.4, 470, 6, 220, wall)
    curve = [(120 + 1360 * k / 30, 470 - 96 * math.sin(math.pi * k / 30)) for k in range(31)]
    canvas.polygon([*curve, (1480, 480), (120, 480)], mix(wall, palette.dark, 0.1))
    canvas.line(curve, mix(wall, t.WHITE, 0.4), 8)
    canvas.ellipse(800, 428, 30, 30, mix(palette.light, t.WHITE, 0.3))
    canvas.line([(800, 428), (800, 408)], palette.dark, 3)
    canvas.line([(800, 428), (815, 434)], palette.dark, 3)
    _pavement(canvas, palette, 690)
    train = mix(palette.wall, t.WHITE, 0.55)
    canvas.polygon([(-20, 800), (1180, 800), (1290, 842), (1330, 886), (-20, 886)], train)
    canvas.polygon(
        [(1110, 812), (1180, 812), (1256, 846), (1110, 846)], mix(palette.dark, palette.water, 0.35)
    )
    for k in range(12):
        canvas.rectangle(20 + k * 88, 816, 60, 28, mix(palette.dark, palette.water, 0.4), radius=8)
    canvas.rectangle(-20, 858, 1330, 9, palette.accent)
    canvas.rectangle(-20, 886, 1640, 12, mix(palette.dark, palette.horizon, 0.3))
    canvas.rectangle(-20, 906, 1640, 94, mix(palette.wall, palette.dark, 0.22))
    canvas.rectangle(-20, 906, 1640, 8, (222, 188, 84))
    b.people(
        canvas, palette, rng, [(200, 985), (260, 990), (540, 980), (930, 992), (990, 985), (1400, 988)], 110
    )


def industrial_park(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 540)
    t.hills(canvas, palette, rng, 580, count=4, height=210)
    canvas.mist(570, 120, palette.horizon, 0.5)
    for x, width, tone in ((80, 520, palette.water), (640, 560, palette.wall), (1240, 420, palette.accent)):
        wall = mix(palette.wall, tone, 0.2)
        canvas.rectangle(x, 560, width, 180, wall)
        canvas.rectangle(x, 700, width, 40, mix(wall, palette.dark, 0.14))
        teeth = 5
        for k in range(teeth):
            left = x + width * k / teeth
            canvas.polygon(
                [(left, 560), (left, 500), (left + width / teeth, 560)], mix(wall, palette.dark, 0.1)
            )
            canvas.polygon(
                [(left + 4, 556), (left + 4, 512), (left + width / teeth * 0.5, 556)],
                mix(palette.water, t.WHITE, 0.3),
            )
        for k in range(int(width / 70)):
            canvas.rectangle(x + 20 + k * 70, 600, 44, 50, mix(palette.water, palette.dark, 0.2))
        canvas.rectangle(x + width * 0.36, 664, 120, 76, mix(palette.dark, palette.wall, 0.4))
    b.block(canvas, palette, rng, 1040, 740, 170, 330, grid=(6, 9), wall=mix(palette.wall, t.WHITE, 0.3))
    for x in (330, 420):
        canvas.rectangle(x, 380, 26, 160, mix(palette.wall, palette.dark, 0.08))
        canvas.rectangle(x, 404, 26, 14, palette.accent)
    for x in (500, 880, 1380):
        canvas.line([(x, 470), (x, 250)], mix(palette.wall, palette.horizon, 0.3), 5)
        for k in range(3):
            turn = k * 2.094 + x
            canvas.line(
                [(x, 250), (x + 86 * math.cos(turn), 250 + 86 * math.sin(turn))],
                mix(palette.wall, t.WHITE, 0.4),
                5,
            )
    t.meadow(canvas, palette, 748, rng, mix(palette.ground, palette.leaf, 0.35))
    road = mix(palette.dark, palette.horizon, 0.5)
    canvas.polygon([(-20, 850), (1620, 800), (1620, 900), (-20, 980)], road)
    canvas.line([(-20, 913), (1620, 850)], mix(road, t.WHITE, 0.6), 5)
    for x in (300, 1000):
        y = 905 - x * 0.04
        canvas.rectangle(x, y - 74, 150, 62, mix(palette.wall, t.WHITE, 0.3), radius=6)
        canvas.rectangle(x + 152, y - 52, 46, 40, mix(palette.water, palette.dark, 0.25), radius=8)
        for wheel in (30, 118, 176):
            canvas.ellipse(x + wheel, y - 8, 14, 14, palette.dark)
    t.grove(canvas, palette, rng, -20, 1620, 800, 110, t.poplar)
    t.bushes(canvas, palette, rng, -20, 1620, 992, 70)


def construction(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    t.sky(canvas, palette, rng, 560)
    b.skyline(canvas, palette, rng, 700, haze=0.66, tallest=300, step=70)
    canvas.mist(650, 140, palette.horizon, 0.5)
    concrete = mix(palette.wall, palette.dark, 0.18)
    for x, floors in ((260, 8), (760, 10), (1160, 6)):
        for floor in range(floors):
            y = 780 - floor * 46
            canvas.rectangle(x, y - 8, 300, 10, concrete)
            canvas.rectangle(x + 4, y - 46, 292, 38, mix(palette.dark, palette.horizon, 0.35 + 0.03 * floor))
            for k in range(6):
                canvas.rectangle(x + k * 57, y - 46, 12, 40, mix(concrete, t.WHITE, 0.12))
        if floors < 10:
            canvas.rectangle(x - 8, 780 - floors * 46 - 4, 316, 110, mix(palette.leaf, palette.horizon, 0.35))
    for x, tall, turn in ((640, 620, 1), (1120, 560, -1)):
        yellow = mix((222, 176, 62), palette.horizon, 0.15)
        canvas.rectangle(x, 800 - tall, 14, tall, yellow)
        for k in range(int(tall / 28)):
            canvas.line([(x, 800 - k * 28), (x + 14, 772 - k * 28)], mix(yellow, palette.dark, 0.4), 2)
        arm = [(x - turn * 110, 800 - tall + 14), (x + turn * 420, 800 - tall + 8)]
        canvas.line(arm, yellow, 9)
        canvas.line([(x + 7, 800 - tall - 60), (x + turn * 330, 800 - tall + 8)], yellow, 3)
        canvas.line([(x + 7, 800 - tall - 60), (x + 7, 800 - tall + 6)], yellow, 8)
        canvas.line([(x + turn * 300, 800 - tall + 10), (x + turn * 300, 800 - tall + 180)], palette.dark, 2)
        canvas.rectangle(x + turn * 300 - 26, 800 - tall + 180, 52, 22, concrete)
    _pavement(canvas, palette, 800)
    hoarding = mix(palette.water, palette.leaf, 0.35)
    for k in range(14):
        canvas.rectangle(-20 + k * 120, 770, 114, 90, mix(hoarding, palette.dark, 0.05 * (k % 2)))
    t.bushes(canvas, palette, rng, -20, 1620, 880, 50)
    for x, y in ((420, 950), (480, 955), (960, 945)):
        b.people(canvas, palette, rng, [(x, y)], 104)
        canvas.ellipse(x, y - 98, 12, 9, (226, 188, 70))


def workshop(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    wall = mix(palette.wall, t.WHITE, 0.15)
    canvas.gradient(0, 1000, [mix(wall, palette.horizon, 0.4), wall, mix(wall, palette.dark, 0.1)])
    for k in range(4):
        x = 70 + k * 390
        canvas.rectangle(x, 110, 310, 330, mix(palette.dark, palette.water, 0.5))
        canvas.rectangle(x + 10, 120, 290, 310, palette.sky[0])
        canvas.shaded(
            [(x + 10, 120), (x + 300, 120), (x + 300, 430), (x + 10, 430)], list(palette.sky), 120, 430
        )
        for share, tone in ((0.0, 0.55), (0.5, 0.35)):
            crest = [
                (x + 10 + k * 29, 392 + 26 * share - 14 * math.sin(k * 0.8 + 2 * share)) for k in range(11)
            ]
            canvas.polygon([*crest, (x + 300, 430), (x + 10, 430)], mix(palette.leaf, palette.horizon, tone))
        canvas.rectangle(x + 152, 120, 8, 310, mix(palette.dark, palette.water, 0.5))
        canvas.rectangle(x - 8, 432, 326, 18, mix(wall, palette.dark, 0.2))
    floor = mix(palette.ground, palette.wall, 0.45)
    canvas.shaded(
        [(-20, 620), (1620, 620), (1620, 1000), (-20, 1000)],
        [mix(floor, palette.dark, 0.1), floor],
        620,
        1000,
    )
    for k in range(5):
        canvas.rectangle(60 + k * 330, 34, 220, 12, mix(palette.dark, palette.wall, 0.4))
        canvas.rectangle(70 + k * 330, 46, 200, 8, mix(palette.light, t.WHITE, 0.5))
        canvas.glow(170 + k * 330, 70, 240, palette.light, 0.25)
    for x, tone in ((150, palette.water), (620, palette.leaf), (1090, palette.accent)):
        body = mix(palette.wall, tone, 0.45)
        canvas.rectangle(x, 560, 340, 210, body, radius=12)
        canvas.rectangle(x + 24, 586, 170, 110, mix(palette.dark, palette.water, 0.3), radius=8)
        canvas.rectangle(x + 30, 592, 158, 98, mix(palette.water, t.WHITE, 0.35), radius=6)
        canvas.rectangle(x + 222, 590, 94, 62, mix(palette.dark, body, 0.2), radius=6)
        for k in range(3):
            canvas.ellipse(x + 240 + k * 30, 684, 9, 9, [palette.accent, palette.light, palette.leaf][k])
        canvas.rectangle(x - 10, 762, 360, 18, mix(body, palette.dark, 0.4))
    for x in (300, 360, 770, 1250, 1320):
        b.people(canvas, palette, rng, [(x, 900 + rng.uniform(-10, 20))], 220)


def stadium(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    _town_behind(canvas, palette, rng, 520, 240)
    wall = mix(palette.wall, t.WHITE, 0.3)
    stand = [(80 + 1440 * k / 40, 560 - 130 * math.sin(math.pi * k / 40)) for k in range(41)]
    canvas.polygon([*stand, (1520, 650), (80, 650)], mix(palette.water, palette.wall, 0.45))
    for row in range(6):
        y = 570 + row * 14
        canvas.line([(90, y), (1510, y)], mix(palette.water, palette.dark, 0.15 + 0.04 * row), 3)
    canvas.line(stand, wall, 16)
    for k in range(9):
        x = 120 + k * 170
        canvas.line([(x, 650), (x + 26, 566 - 120 * math.sin(math.pi * (k + 0.5) / 9))], wall, 7)
    grass = mix(palette.leaf, palette.sun, 0.18)
    canvas.shaded(
        [(-20, 650), (1620, 650), (1620, 1000), (-20, 1000)],
        [mix(palette.accent, palette.roof, 0.5), mix(palette.accent, palette.roof, 0.35)],
        650,
        1000,
    )
    canvas.shaded(
        [(220, 700), (1380, 700), (1720, 1000), (-120, 1000)],
        [mix(grass, palette.horizon, 0.2), grass],
        700,
        1000,
    )
    for k in range(10):
        f = k / 10
        left, right = 220 + 1160 * f, 220 + 1160 * (f + 0.05)
        wide_l, wide_r = -120 + 1840 * f, -120 + 1840 * (f + 0.05)
        canvas.polygon(
            [(left, 700), (right, 700), (wide_r, 1000), (wide_l, 1000)], mix(grass, palette.sun, 0.1)
        )
    chalk = mix(grass, t.WHITE, 0.75)
    canvas.line([(220, 702), (1380, 702)], chalk, 4)
    canvas.line([(800, 702), (800, 1000)], chalk, 5)
    canvas.arc(800, 850, 190, 62, 0, 360, chalk, 5)
    for k in range(4):
        canvas.line([(-20, 660 + k * 10), (1620, 660 + k * 10)], mix(palette.accent, t.WHITE, 0.55), 1.5)
    runners = [(520, 860), (640, 800), (760, 930), (930, 820), (1080, 900), (1190, 780), (400, 770)]
    b.people(canvas, palette, rng, sorted(runners, key=lambda place: place[1]), 92)
    canvas.ellipse(850, 940, 11, 11, t.WHITE)


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
