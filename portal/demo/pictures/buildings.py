"""What people build: houses, towers, bridges, boats."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable

from .canvas import Canvas, Colour, mix
from .palettes import Palette
from .terrain import WHITE


def windows(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    box: tuple[float, float, float, float],
    columns: int,
    rows: int,
    glass: Colour,
) -> None:
    """A grid of windows in a box (x, y, width, height); some are lit when it is dark."""
    x, y, width, height = box
    cell_w, cell_h = width / columns, height / rows
    for column in range(columns):
        for row in range(rows):
            lit = rng.random() < (0.45 if palette.is_dark else 0.06)
            colour = mix(palette.light, glass, 0.1) if lit else glass
            canvas.rectangle(
                x + column * cell_w + cell_w * 0.22,
                y + row * cell_h + cell_h * 0.2,
                cell_w * 0.56,
                cell_h * 0.56,
                colour,
            )


def block(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    x: float,
    base: float,
    width: float,
    height: float,
    *,
    haze: float = 0.0,
    grid: tuple[int, int] | None = None,
    wall: Colour | None = None,
) -> None:
    """A plain building with a lit and a shaded side; `haze` from 0 (near) to 1 (lost in the distance)."""
    wall = mix(wall or palette.wall, palette.horizon, haze)
    shade = mix(mix(wall, palette.dark, 0.28), palette.horizon, haze * 0.6)
    side = width * 0.22
    canvas.rectangle(x, base - height, width, height, wall)
    canvas.rectangle(x + width - side, base - height, side, height, shade)
    canvas.rectangle(x - 2, base - height - 5, width + 4, 6, mix(wall, palette.dark, 0.18))
    if grid:
        glass = mix(mix(wall, palette.dark, 0.34), palette.water, 0.2)
        windows(
            canvas, palette, rng, (x + 4, base - height + 12, width - side - 8, height - 20), *grid, glass
        )
        windows(
            canvas,
            palette,
            rng,
            (x + width - side + 1, base - height + 12, side - 3, height - 20),
            1,
            grid[1],
            mix(shade, palette.dark, 0.3),
        )


def skyline(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    base: float,
    *,
    haze: float,
    tallest: float,
    step: float = 64,
) -> None:
    """A row of town houses and towers from edge to edge."""
    x = -20.0
    while x < canvas.width:
        width = step * rng.uniform(0.6, 1.35)
        middle = 1 - abs(x + width / 2 - canvas.width * 0.55) / canvas.width
        height = tallest * (0.25 + 0.75 * rng.random() ** 1.6) * (0.45 + 0.7 * middle)
        tone = mix(
            palette.wall, rng.choice([palette.roof, palette.dark, palette.horizon, palette.water]), 0.22
        )
        grid = (max(2, int(width / 15)), max(3, int(height / 17))) if haze < 0.75 else None
        block(canvas, palette, rng, x, base, width, height, haze=haze, grid=grid, wall=tone)
        x += width + rng.uniform(-6, 14)


def gable(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    x: float,
    base: float,
    width: float,
    height: float,
    haze: float = 0.0,
) -> None:
    """A whitewashed house with a dark tiled roof, as in the villages along the river."""
    wall = mix(mix(palette.wall, WHITE, 0.25 if not palette.is_dark else 0), palette.horizon, haze)
    tiles = mix(mix(palette.dark, palette.roof, 0.25), palette.horizon, haze)
    eave, rise = width * 0.08, height * 0.42
    canvas.rectangle(x, base - height, width, height, wall)
    canvas.rectangle(x + width * 0.78, base - height, width * 0.22, height, mix(wall, palette.dark, 0.14))
    canvas.polygon(
        [
            (x - eave, base - height + 4),
            (x + width * 0.1, base - height - rise),
            (x + width * 0.9, base - height - rise),
            (x + width + eave, base - height + 4),
        ],
        tiles,
    )
    canvas.rectangle(
        x + width * 0.08, base - height - rise - 4, width * 0.84, 6, mix(tiles, palette.dark, 0.4)
    )
    for step in range(1, 9):
        at = x + width * step / 9
        top = x + width * (0.1 + 0.8 * step / 9)
        canvas.line(
            [(top, base - height - rise), (at, base - height + 2)], mix(tiles, palette.horizon, 0.14), 1
        )
    glass = mix(palette.dark, palette.light, 0.75 if palette.is_dark and rng.random() < 0.7 else 0.08)
    door = mix(palette.roof, palette.dark, 0.3)
    canvas.rectangle(
        x + width * 0.14, base - height * 0.72, width * 0.16, height * 0.3, mix(glass, palette.horizon, haze)
    )
    canvas.rectangle(
        x + width * 0.58, base - height * 0.72, width * 0.16, height * 0.3, mix(glass, palette.horizon, haze)
    )
    canvas.rectangle(
        x + width * 0.38, base - height * 0.6, width * 0.13, height * 0.6, mix(door, palette.horizon, haze)
    )


def village(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    left: float,
    right: float,
    base: float,
    size: float,
    haze: float = 0.0,
) -> None:
    """Houses in two rows, the farther ones higher and paler."""
    for row, lift in ((1, size * 0.34), (0, 0.0)):
        x = left + row * size * 0.4
        while x < right:
            width = size * rng.uniform(0.8, 1.15)
            drop = rng.uniform(-4, 6)
            gable(
                canvas,
                palette,
                rng,
                x,
                base - lift + drop,
                width,
                width * rng.uniform(0.5, 0.62),
                haze + row * 0.18,
            )
            x += width * rng.uniform(1.02, 1.5)


def eaves_roof(
    canvas: Canvas, palette: Palette, x: float, y: float, width: float, height: float, colour: Colour
) -> None:
    """A traditional roof with upturned corners; (x, y) is the middle of its lower edge."""
    half = width / 2
    left, right = [], []
    for step in range(13):
        t = step / 12
        spread = half * (1 - 0.62 * t**0.75)
        lift = height * t - (height * 0.26) * (1 - t) ** 4 * -1
        left.append((x - spread, y - lift))
        right.append((x + spread, y - lift))
    under = [(x + half * (k / 10 - 1), y - height * 0.26 * abs(k / 10 - 1) ** 3) for k in range(21)]
    canvas.polygon([*left, *reversed(right), *reversed(under)], colour)
    ridge = mix(colour, palette.dark, 0.45)
    canvas.rectangle(x - half * 0.4, y - height - 5, half * 0.8, 7, ridge)
    for k in range(1, 12):
        t = k / 12 * 2 - 1
        canvas.line(
            [
                (x + half * 0.38 * t, y - height),
                (x + half * 0.9 * t, y - height * 0.1 - abs(t) ** 3 * height * 0.2),
            ],
            mix(colour, palette.horizon, 0.12),
            1.2,
        )


def pavilion(canvas: Canvas, palette: Palette, x: float, base: float, size: float, storeys: int = 2) -> None:
    """A pavilion with columns; each storey is smaller than the one below."""
    roof = mix(palette.dark, palette.roof, 0.3)
    red = mix(palette.roof, palette.dark, 0.15)
    level, width = base, size
    for _storey in range(storeys):
        tall = size * 0.34
        canvas.rectangle(
            x - width * 0.36, level - tall, width * 0.72, tall, mix(palette.wall, palette.dark, 0.25)
        )
        for k in range(5):
            at = x - width * 0.38 + width * 0.76 * k / 4
            canvas.rectangle(at - size * 0.018, level - tall, size * 0.036, tall, red)
        canvas.rectangle(x - width * 0.42, level - 6, width * 0.84, 6, mix(palette.wall, palette.dark, 0.4))
        eaves_roof(canvas, palette, x, level - tall, width * 1.12, size * 0.2, roof)
        level -= tall + size * 0.17
        width *= 0.72


def cable_bridge(canvas: Canvas, palette: Palette, deck: float, haze: float = 0.0) -> None:
    """A cable-stayed bridge over the whole width, its deck at height `deck`."""
    concrete = mix(mix(palette.wall, WHITE, 0.2 if not palette.is_dark else 0), palette.horizon, haze)
    shade = mix(concrete, palette.dark, 0.35)
    cable = mix(concrete, palette.dark, 0.12)
    for pylon in (canvas.width * 0.3, canvas.width * 0.72):
        top = deck - 330
        for k in range(1, 15):
            for direction in (-1, 1):
                canvas.line([(pylon, top + 6 + k * 8), (pylon + direction * k * 25, deck - 6)], cable, 1.4)
        canvas.polygon(
            [(pylon - 26, deck + 130), (pylon - 7, top), (pylon + 1, top), (pylon - 12, deck + 130)], concrete
        )
        canvas.polygon(
            [(pylon + 26, deck + 130), (pylon + 7, top), (pylon - 1, top), (pylon + 12, deck + 130)], shade
        )
        canvas.rectangle(pylon - 17, deck - 90, 34, 10, concrete)
        if palette.is_dark:
            canvas.glow(pylon, top, 60, palette.light, 0.5)
    canvas.rectangle(-10, deck - 6, canvas.width + 20, 13, concrete)
    canvas.rectangle(-10, deck + 7, canvas.width + 20, 9, shade)
    for x in range(10, canvas.width, 54):
        canvas.rectangle(x, deck - 25, 1.6, 20, shade)
        canvas.ellipse(x, deck - 26, 2.4, 2.4, palette.light if palette.is_dark else concrete)
        if palette.is_dark:
            canvas.glow(x, deck - 26, 22, palette.light, 0.6)
    for pier in (-10, canvas.width * 0.51, canvas.width * 0.93):
        canvas.rectangle(pier, deck + 14, 18, 120, shade)


def arch_bridge(canvas: Canvas, palette: Palette, x: float, water: float, width: float, rise: float) -> None:
    """A stone bridge of one arch, its feet at the water."""
    stone = mix(palette.wall, palette.dark, 0.22)
    dark = mix(stone, palette.dark, 0.35)
    upper = [
        (x + width * t, water - rise * math.sin(math.pi * t) ** 0.8 - 26) for t in [k / 40 for k in range(41)]
    ]
    arch = [
        (x + width * (0.24 + 0.52 * t), water - rise * 0.86 * math.sin(math.pi * t) ** 0.62)
        for t in [k / 30 for k in range(31)]
    ]
    canvas.polygon(
        [*upper, (x + width, water + 8), *[(px, py) for px, py in reversed(arch)], (x, water + 8)], stone
    )
    canvas.line(arch, dark, 7)
    canvas.line(upper, mix(stone, WHITE, 0.25), 5)
    for px, py in upper[1:-1:2]:
        canvas.line([(px, py), (px, py - 17)], stone, 3)
    canvas.line([(px, py - 17) for px, py in upper[1:-1]], stone, 3.5)


def truss_bridge(canvas: Canvas, palette: Palette, deck: float, water: float) -> None:
    """An old iron railway bridge on stone piers."""
    iron = mix(mix(palette.dark, palette.roof, 0.45), palette.horizon, 0.1)
    stone = mix(palette.wall, palette.dark, 0.32)
    span, tall = 400, 104
    for start in range(0, canvas.width + 1, span):
        canvas.polygon(
            [(start - 24, deck), (start + 24, deck), (start + 33, water + 16), (start - 33, water + 16)],
            stone,
        )
        canvas.rectangle(start - 29, deck - 2, 58, 13, mix(stone, WHITE, 0.2))
        canvas.line(
            [
                (start + 30, deck),
                (start + 78, deck - tall),
                (start + span - 78, deck - tall),
                (start + span - 30, deck),
            ],
            iron,
            8,
        )
        panels = [start + 30 + k * (span - 60) / 8 for k in range(9)]
        for index, at in enumerate(panels[1:-1], 1):
            canvas.line([(at, deck), (at, deck - tall)], iron, 4)
            following = panels[index + 1] if index < 4 else panels[index - 1]
            canvas.line([(at, deck - tall), (following, deck)], iron, 3)
    canvas.rectangle(-10, deck - 5, canvas.width + 20, 15, iron)
    canvas.rectangle(-10, deck - 5, canvas.width + 20, 4, mix(iron, palette.sun, 0.25))
    for x in range(0, canvas.width, 26):
        canvas.rectangle(x, deck - 26, 2, 22, mix(iron, palette.horizon, 0.2))
    canvas.rectangle(-10, deck - 28, canvas.width + 20, 3, mix(iron, palette.horizon, 0.2))


def people(
    canvas: Canvas, palette: Palette, rng: random.Random, places: Iterable[tuple[float, float]], size: float
) -> None:
    """Small calm figures; colours from the picture, no faces."""
    coats = [palette.accent, palette.roof, palette.leaf, palette.water, palette.wall, palette.dark]
    for x, y in places:
        tall = size * rng.uniform(0.85, 1.08)
        coat = mix(rng.choice(coats), palette.horizon, 0.08)
        legs = mix(palette.dark, palette.horizon, 0.12)
        skin = mix((222, 184, 154), palette.dark, 0.1 if not palette.is_dark else 0.4)
        canvas.rectangle(x - tall * 0.085, y - tall * 0.42, tall * 0.07, tall * 0.42, legs)
        canvas.rectangle(
            x + tall * 0.015, y - tall * 0.42, tall * 0.07, tall * 0.42, mix(legs, palette.dark, 0.2)
        )
        canvas.rectangle(x - tall * 0.13, y - tall * 0.8, tall * 0.26, tall * 0.42, coat, radius=tall * 0.08)
        canvas.ellipse(x, y - tall * 0.89, tall * 0.085, tall * 0.1, skin)
        canvas.ellipse(x, y - tall * 0.925, tall * 0.09, tall * 0.075, mix(palette.dark, (30, 26, 28), 0.4))


def boat(canvas: Canvas, palette: Palette, x: float, y: float, size: float) -> None:
    """A small covered river boat."""
    hull = mix(palette.dark, palette.roof, 0.35)
    canvas.polygon(
        [
            (x - size * 0.55, y - size * 0.13),
            (x + size * 0.6, y - size * 0.15),
            (x + size * 0.4, y),
            (x - size * 0.38, y),
        ],
        hull,
    )
    canvas.polygon(
        [
            (x - size * 0.2, y - size * 0.12),
            (x - size * 0.14, y - size * 0.28),
            (x + size * 0.2, y - size * 0.28),
            (x + size * 0.26, y - size * 0.13),
        ],
        mix(palette.wall, palette.accent, 0.4),
    )
    canvas.line(
        [(x - size * 0.55, y - size * 0.13), (x + size * 0.6, y - size * 0.15)],
        mix(hull, palette.sun, 0.3),
        2.5,
    )


def lantern(canvas: Canvas, palette: Palette, x: float, y: float, size: float, colour: Colour) -> None:
    """A hanging lantern with its light."""
    canvas.glow(x, y, size * 3.2, palette.light, 0.55)
    canvas.line([(x, y - size * 1.7), (x, y - size * 0.9)], palette.dark, 1.6)
    canvas.ellipse(x, y, size, size * 0.84, colour)
    canvas.ellipse(x, y, size * 0.58, size * 0.82, mix(colour, palette.light, 0.3))
    canvas.ellipse(x, y, size * 0.24, size * 0.8, mix(colour, palette.light, 0.55))
    for end in (-1, 1):
        canvas.rectangle(
            x - size * 0.36, y + end * size * 0.84 - size * 0.07, size * 0.72, size * 0.14, palette.light
        )
    canvas.line([(x, y + size * 0.9), (x, y + size * 1.5)], colour, 2)


def lamp(canvas: Canvas, palette: Palette, x: float, y: float, tall: float) -> None:
    post = mix(palette.dark, palette.horizon, 0.15)
    canvas.line([(x, y), (x, y - tall)], post, 3)
    canvas.line([(x, y - tall), (x + tall * 0.16, y - tall * 1.03)], post, 3)
    canvas.ellipse(x + tall * 0.17, y - tall * 1.02, 6, 4, palette.light)
    if palette.is_dark:
        canvas.glow(x + tall * 0.17, y - tall, tall * 0.6, palette.light, 0.6)


def flag_pole(canvas: Canvas, palette: Palette, x: float, base: float, tall: float) -> None:
    """A pole with a plain pennant; no emblem is drawn."""
    canvas.line([(x, base), (x, base - tall)], mix(palette.wall, palette.dark, 0.3), 3)
    canvas.polygon(
        [(x, base - tall), (x + tall * 0.24, base - tall * 0.93), (x, base - tall * 0.85)], palette.accent
    )
