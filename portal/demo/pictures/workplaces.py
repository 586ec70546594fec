"""Scenes of factories, building sites and workshops."""

from __future__ import annotations

import math
import random

from . import buildings as b
from . import terrain as t
from .canvas import Canvas, mix
from .ground import pavement
from .palettes import Palette


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
    pavement(canvas, palette, 800)
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
    for x, colour in ((150, palette.water), (620, palette.leaf), (1090, palette.accent)):
        body = mix(palette.wall, colour, 0.45)
        canvas.rectangle(x, 560, 340, 210, body, radius=12)
        canvas.rectangle(x + 24, 586, 170, 110, mix(palette.dark, palette.water, 0.3), radius=8)
        canvas.rectangle(x + 30, 592, 158, 98, mix(palette.water, t.WHITE, 0.35), radius=6)
        canvas.rectangle(x + 222, 590, 94, 62, mix(palette.dark, body, 0.2), radius=6)
        for k in range(3):
            canvas.ellipse(x + 240 + k * 30, 684, 9, 9, [palette.accent, palette.light, palette.leaf][k])
        canvas.rectangle(x - 10, 762, 360, 18, mix(body, palette.dark, 0.4))
    for x in (300, 360, 770, 1250, 1320):
        b.people(canvas, palette, rng, [(x, 900 + rng.uniform(-10, 20))], 220)
