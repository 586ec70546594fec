"""Sky, hills, water, trees and fields."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import ImageDraw

from .canvas import Canvas, Colour, Point, mix
from .palettes import Palette

WHITE: Colour = (255, 255, 255)


def sky(canvas: Canvas, palette: Palette, rng: random.Random, horizon: float, clouds: int = 5) -> None:
    """Sky down to the horizon (and a little further), with sun or moon and clouds."""
    canvas.gradient(0, canvas.height, [*palette.sky, palette.horizon])
    canvas.gradient(0, horizon + 30, palette.sky)
    x, y = palette.sun_at
    canvas.glow(x, y, 420, palette.sun, 0.75 if not palette.is_dark else 0.28)
    if not palette.is_overcast:
        canvas.ellipse(x, y, 44, 44, mix(palette.sun, WHITE, 0.35))
    if palette.is_dark:
        stars(canvas, rng, horizon)
    for _index in range(clouds):
        cloud(canvas, palette, rng, rng.uniform(0, canvas.width), rng.uniform(60, horizon * 0.62))


def stars(canvas: Canvas, rng: random.Random, horizon: float) -> None:
    for _index in range(90):
        size = rng.choice([0.8, 0.8, 1.1, 1.5])
        x, y = rng.uniform(0, canvas.width), rng.uniform(0, horizon * 0.75)
        canvas.ellipse(x, y, size, size, (214, 222, 236))


def cloud(canvas: Canvas, palette: Palette, rng: random.Random, x: float, y: float) -> None:
    """A long flat cloud."""
    light = mix(palette.horizon, WHITE, 0.5 if not palette.is_dark else 0.08)
    length = rng.uniform(160, 380)
    shade = rng.randint(90, 150) if not palette.is_dark else 60

    def draw(mask: ImageDraw.ImageDraw, scale: float) -> None:
        for _index in range(9):
            at = x + rng.uniform(-0.5, 0.5) * length
            high = rng.uniform(8, 26) * (1 - abs(at - x) / length)
            wide = rng.uniform(50, 110)
            box = ((at - wide) * scale, (y - high) * scale, (at + wide) * scale, (y + high * 0.45) * scale)
            mask.ellipse(box, fill=shade)

    canvas.soft(draw, light, 11, y + 60)


def ridge(rng: random.Random, width: int, y: float, height: float, rough: float = 1.0) -> list[Point]:
    """The outline of a chain of hills."""
    waves = [
        (rng.uniform(0.6, 1.5) * k, rng.uniform(0, 2 * math.pi), 1 / k**1.15) for k in (1, 2.1, 3.7, 7.3)
    ]
    fine = [
        (rng.uniform(14, 28), rng.uniform(0, 2 * math.pi), 0.035),
        (rng.uniform(40, 60), rng.random() * 6, 0.015),
    ]
    total = sum(weight for _k, _phase, weight in waves)
    points = []
    for x in range(-20, width + 21, 8):
        turn = x / width * 2 * math.pi
        rise = sum(weight * (math.sin(turn * k + phase) + 1) / 2 for k, phase, weight in waves) / total
        rise += rough * sum(weight * math.sin(turn * k + phase) for k, phase, weight in fine)
        points.append((float(x), y - height * rise))
    return points


def hill(canvas: Canvas, outline: list[Point], colour: Colour, foot: Colour, depth: float = 240) -> None:
    """Fill below an outline; the hill fades towards `foot` as valleys fade into mist."""
    top = min(y for _x, y in outline)
    shape = [*outline, (canvas.width + 20, canvas.height), (-20, canvas.height)]
    canvas.shaded(shape, [colour, mix(colour, foot, 0.45), foot], top, top + depth)
    # Whatever lies lower than the fade keeps the colour of the foot.


def hills(
    canvas: Canvas, palette: Palette, rng: random.Random, horizon: float, count: int = 4, height: float = 230
) -> None:
    """Layers of hills, paler the farther away, each standing in mist."""
    for index in range(count):
        share = index / max(1, count - 1)
        y = horizon - (count - 1 - index) * 16
        outline = ridge(rng, canvas.width, y, height * (1 - 0.55 * share), 0.7 + share)
        colour = mix(palette.horizon, palette.hill(share), 0.42 + 0.5 * share)
        hill(canvas, outline, colour, mix(colour, palette.horizon, 0.5), height)


def meadow(
    canvas: Canvas, palette: Palette, y: float, rng: random.Random, colour: Colour | None = None
) -> list[Point]:
    """Gently curved ground in front; returns its edge."""
    colour = colour or palette.ground
    edge = ridge(rng, canvas.width, y + 22, 34, 0.1)
    shape = [*edge, (canvas.width + 20, canvas.height), (-20, canvas.height)]
    canvas.shaded(
        shape,
        [mix(colour, palette.horizon, 0.3), colour, mix(colour, palette.dark, 0.22)],
        y - 20,
        canvas.height,
    )
    return edge


def water(canvas: Canvas, palette: Palette, rng: random.Random, y: float, clear: float = 0.55) -> None:
    """Still water from `y` downwards that mirrors what is above."""
    canvas.reflect(
        y, mix(palette.horizon, palette.water, 0.55), mix(palette.water, palette.dark, 0.3), rng, clear
    )
    canvas.ripples(y, mix(palette.horizon, WHITE, 0.4 if not palette.is_dark else 0.0), rng)
    canvas.mist(y, 46, palette.horizon, 0.5)


def tree(canvas: Canvas, palette: Palette, rng: random.Random, x: float, y: float, size: float) -> None:
    """A broad tree standing on (x, y)."""
    leaf = mix(palette.leaf, rng.choice([palette.dark, palette.near, palette.ground]), rng.uniform(0, 0.25))
    trunk = mix(palette.dark, palette.roof, 0.35)
    canvas.polygon(
        [
            (x - size * 0.05, y),
            (x - size * 0.03, y - size * 0.55),
            (x + size * 0.03, y - size * 0.55),
            (x + size * 0.05, y),
        ],
        trunk,
    )
    lumps = [(rng.uniform(-0.3, 0.3), rng.uniform(0.5, 0.98), rng.uniform(0.18, 0.3)) for _index in range(9)]
    for shade, shift in (
        (mix(leaf, palette.dark, 0.28), 0.05),
        (leaf, 0.0),
        (mix(leaf, palette.sun, 0.2), -0.06),
    ):
        for dx, dy, radius in lumps:
            shrink = 1.0 if shift >= 0 else 0.62
            cx, cy = x + (dx - shift * 0.6) * size, y - (dy - shift) * size
            canvas.ellipse(cx, cy, radius * size * shrink, radius * size * shrink * 0.88, shade)


def poplar(canvas: Canvas, palette: Palette, rng: random.Random, x: float, y: float, size: float) -> None:
    leaf = mix(palette.leaf, palette.dark, rng.uniform(0.05, 0.25))
    canvas.rectangle(
        x - size * 0.02, y - size * 0.2, size * 0.04, size * 0.2, mix(palette.dark, palette.roof, 0.3)
    )
    canvas.ellipse(x, y - size * 0.55, size * 0.14, size * 0.46, leaf)
    canvas.ellipse(x - size * 0.03, y - size * 0.6, size * 0.07, size * 0.34, mix(leaf, palette.sun, 0.16))


def pine(canvas: Canvas, palette: Palette, rng: random.Random, x: float, y: float, size: float) -> None:
    leaf = mix(palette.leaf, palette.dark, rng.uniform(0.2, 0.4))
    canvas.rectangle(x - size * 0.025, y - size * 0.18, size * 0.05, size * 0.18, palette.dark)
    for step in range(4):
        top = y - size * (0.35 + 0.2 * step) - size * 0.12
        half = size * (0.26 - 0.052 * step)
        base = y - size * (0.14 + 0.2 * step)
        canvas.polygon([(x, top), (x - half, base), (x + half, base)], leaf)
        canvas.polygon([(x, top), (x - half, base), (x - half * 0.2, base)], mix(leaf, palette.sun, 0.12))


def willow(canvas: Canvas, palette: Palette, rng: random.Random, x: float, y: float, size: float) -> None:
    trunk = mix(palette.dark, palette.roof, 0.3)
    canvas.line(
        [(x, y), (x + size * 0.03, y - size * 0.4), (x - size * 0.02, y - size * 0.78)], trunk, size * 0.05
    )
    crown = mix(palette.leaf, palette.dark, 0.2)
    for dx, dy, radius in ((-0.16, 0.82, 0.17), (0.02, 0.9, 0.2), (0.18, 0.82, 0.16), (0.0, 0.78, 0.22)):
        canvas.ellipse(x + dx * size, y - dy * size, radius * size, radius * size * 0.6, crown)
    for _index in range(190):
        start = rng.uniform(-0.36, 0.36)
        top = y - size * (0.95 - 0.5 * start * start - rng.uniform(0, 0.16))
        drop = size * rng.uniform(0.3, 0.62)
        leaf = mix(palette.leaf, rng.choice([palette.sun, palette.dark]), rng.uniform(0, 0.25))
        at = x + start * size
        bend = start * size * 0.28
        canvas.line([(at, top), (at + bend * 0.7, top + drop * 0.4), (at + bend, top + drop)], leaf, 3)


def grove(
    canvas: Canvas,
    palette: Palette,
    rng: random.Random,
    left: float,
    right: float,
    y: float,
    size: float,
    kind: Callable[..., None] = tree,
) -> None:
    """Trees of one kind in a loose row, the farther ones first."""
    count = max(2, int((right - left) / (size * 0.55)))
    places = sorted((rng.uniform(-0.05, 0.1) * size, rng.uniform(left, right)) for _index in range(count))
    for dy, x in places:
        kind(canvas, palette, rng, x, y + dy, size * rng.uniform(0.75, 1.15))


def bushes(
    canvas: Canvas, palette: Palette, rng: random.Random, left: float, right: float, y: float, size: float
) -> None:
    for _index in range(int((right - left) / (size * 0.45))):
        x, wide = rng.uniform(left, right), size * rng.uniform(0.5, 1)
        leaf = mix(palette.leaf, rng.choice([palette.dark, palette.sun]), rng.uniform(0.02, 0.2))
        canvas.ellipse(x, y - wide * 0.15, wide * 0.6, wide * 0.34, leaf)


def reeds(
    canvas: Canvas, palette: Palette, rng: random.Random, left: float, right: float, y: float, size: float
) -> None:
    """Reeds with feathery heads, darker in front."""
    straw = mix(palette.ground, palette.accent, 0.22)
    for _index in range(int((right - left) / 4)):
        x = rng.uniform(left, right)
        tall = size * rng.uniform(0.5, 1.1)
        lean = rng.uniform(-0.12, 0.2) * tall
        stem = mix(straw, rng.choice([palette.dark, palette.leaf]), rng.uniform(0.1, 0.5))
        canvas.line([(x, y), (x + lean * 0.4, y - tall * 0.6), (x + lean, y - tall)], stem, 1.6)
        if rng.random() < 0.45:
            canvas.ellipse(x + lean, y - tall, 3.2, tall * 0.11, mix(straw, palette.sun, 0.45))


def birds(canvas: Canvas, palette: Palette, rng: random.Random, x: float, y: float, count: int = 7) -> None:
    """A loose flock far away."""
    ink = mix(palette.dark, palette.horizon, 0.3)
    for _index in range(count):
        bx, by, wing = x + rng.uniform(-130, 130), y + rng.uniform(-45, 45), rng.uniform(8, 14)
        canvas.line([(bx - wing, by - wing * 0.35), (bx, by), (bx + wing, by - wing * 0.4)], ink, 1.8)


def heron(canvas: Canvas, palette: Palette, x: float, y: float, size: float, faces: int = 1) -> None:
    """A white heron standing in shallow water; `faces` is 1 to the right, -1 to the left."""
    white = mix(WHITE, palette.horizon, 0.12)
    legs = mix(palette.dark, palette.accent, 0.3)

    def at(dx: float, dy: float) -> Point:
        return x + faces * dx * size, y - dy * size

    canvas.line([at(0.02, 0), at(0.03, 0.42)], legs, size * 0.022)
    canvas.line([at(-0.05, 0), at(-0.04, 0.42)], legs, size * 0.022)
    canvas.polygon(
        [
            at(-0.36, 0.37),
            at(-0.22, 0.5),
            at(-0.05, 0.57),
            at(0.08, 0.56),
            at(0.12, 0.5),
            at(0.06, 0.42),
            at(-0.1, 0.385),
        ],
        white,
    )
    canvas.polygon(
        [at(-0.36, 0.37), at(-0.2, 0.44), at(0.02, 0.46), at(-0.1, 0.385)], mix(white, palette.water, 0.35)
    )
    neck = [
        (0.07, 0.52),
        (0.13, 0.57),
        (0.17, 0.64),
        (0.15, 0.71),
        (0.11, 0.77),
        (0.095, 0.84),
        (0.12, 0.91),
        (0.17, 0.94),
    ]
    canvas.line([at(*point) for point in neck], white, size * 0.045)
    canvas.ellipse(*at(0.18, 0.94), size * 0.055, size * 0.042, white)
    canvas.polygon([at(0.21, 0.965), at(0.4, 0.92), at(0.21, 0.925)], palette.accent)


def rain(canvas: Canvas, palette: Palette, rng: random.Random) -> None:
    ink = mix(palette.horizon, WHITE, 0.2)

    def draw(mask: ImageDraw.ImageDraw, scale: float) -> None:
        for _index in range(260):
            x, y, tall = rng.uniform(-100, canvas.width), rng.uniform(-60, canvas.height), rng.uniform(30, 90)
            line = (x * scale, y * scale, (x - tall * 0.22) * scale, (y + tall) * scale)
            mask.line(line, fill=rng.randint(35, 80), width=1)

    canvas.soft(draw, ink, 1)


def snow(canvas: Canvas, rng: random.Random, count: int = 240) -> None:
    for _index in range(count):
        size = rng.choice([1.2, 1.6, 2.2, 3.2])
        canvas.ellipse(
            rng.uniform(0, canvas.width), rng.uniform(0, canvas.height), size, size, (250, 251, 252)
        )
