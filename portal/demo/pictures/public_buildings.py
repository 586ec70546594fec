"""Scenes of schools, hospitals, halls and other public buildings."""

from __future__ import annotations

import math
import random

from . import buildings as b
from . import terrain as t
from .canvas import Canvas, mix
from .ground import pavement, town_behind
from .palettes import Palette


def citizen_hall(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    town_behind(canvas, palette, rng, 620, 300)
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
    pavement(canvas, palette, 782)
    t.bushes(canvas, palette, rng, -20, 420, 800, 60)
    t.bushes(canvas, palette, rng, 1180, 1620, 800, 60)
    b.people(
        canvas, palette, rng, [(640, 850), (690, 856), (880, 830), (1010, 880), (420, 890), (1250, 860)], 92
    )
    for x in (80, 250, 1350, 1530):
        t.tree(canvas, palette, rng, x, 806, 250)


def school(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    town_behind(canvas, palette, rng, 560, 200)
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
    town_behind(canvas, palette, rng, 560, 180)
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
    town_behind(canvas, palette, rng, 600, 240)
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
    pavement(canvas, palette, 752)
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
    town_behind(canvas, palette, rng, 560, 260)
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
    pavement(canvas, palette, 770)
    b.people(
        canvas, palette, rng, [(450, 850), (500, 858), (640, 840), (850, 870), (905, 866), (1090, 880)], 108
    )
    for x in (240, 1170):
        t.tree(canvas, palette, rng, x, 840, 360)


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
    pavement(canvas, palette, 822)
    canvas.glow(800, 900, 620, palette.light, 0.3)
    t.tree(canvas, palette, rng, 110, 850, 420)
    t.tree(canvas, palette, rng, 1500, 850, 400)


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
    pavement(canvas, palette, 690)
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


def stadium(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    town_behind(canvas, palette, rng, 520, 240)
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
