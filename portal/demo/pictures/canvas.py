"""A drawing surface with soft light: gradients, glows, mist and reflections, in logical pixels."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

# Colours that only flow downwards need no smoothing between columns.
_SHARP, _SMOOTH = Image.Resampling.NEAREST, Image.Resampling.BILINEAR
Colour = tuple[int, int, int]
Point = tuple[float, float]
WIDTH, HEIGHT = 1600, 1000
# Drawn larger and made smaller at the end: that is what smooths the edges.
SCALE = 2
SOFT = 4


def rgb(code: str) -> Colour:
    """`#3a5f7d` as a colour."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour in the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


class Canvas:
    """A picture in the making."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT):
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self._draw = ImageDraw.Draw(self.image)

    # --- shapes ---------------------------------------------------------------------------------
    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def rectangle(
        self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0
    ) -> None:
        box = (x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE)
        self._draw.rounded_rectangle(box, radius * SCALE, fill=fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        self._draw.ellipse(
            ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE), fill=fill
        )

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, fill=fill, width=max(1, round(width * SCALE)), joint="curve")

    def arc(
        self, x: float, y: float, rx: float, ry: float, start: int, end: int, fill: Colour, width: float
    ) -> None:
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self._draw.arc(box, start, end, fill=fill, width=max(1, round(width * SCALE)))

    # --- light ----------------------------------------------------------------------------------
    def gradient(self, top: float, bottom: float, colours: Sequence[Colour]) -> None:
        """Fill a horizontal band with colours that flow into each other from top to bottom."""
        height = round((bottom - top) * SCALE)
        band = _column(colours, height).resize((self.image.width, height), _SHARP)
        self.image.paste(band, (0, round(top * SCALE)))

    def shaded(self, points: Sequence[Point], colours: Sequence[Colour], top: float, bottom: float) -> None:
        """Fill a polygon with a vertical gradient between two heights."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        low = max(0, int(min(y for _x, y in scaled)))
        high = min(self.image.height, int(max(y for _x, y in scaled)) + 1)
        if high <= low:
            return
        mask = Image.new("L", (self.image.width, high - low))
        ImageDraw.Draw(mask).polygon([(x, y - low) for x, y in scaled], fill=255)
        whole = _column(colours, max(2, round((bottom - top) * SCALE)))
        offset = low - round(top * SCALE)
        column = whole.crop((0, offset, 1, offset + high - low))
        if offset < 0 or offset + high - low > whole.height:
            column = _column(colours, high - low)
        left, right = _extent(scaled, self.image.width)
        tile = column.resize((right - left, high - low), _SHARP)
        self.image.paste(tile, (left, low), mask.crop((left, 0, right, high - low)))

    def soft(
        self,
        draw: Callable[[ImageDraw.ImageDraw, float], None],
        colour: Colour,
        blur: float,
        low: float | None = None,
    ) -> None:
        """Lay a blurred shape over the picture, nothing below `low`.

        `draw` gets a small mask and the size of a pixel of the picture in it.
        """
        height = round(min(self.height, low or self.height))
        mask = Image.new("L", (self.width // SOFT, height // SOFT))
        draw(ImageDraw.Draw(mask), 1 / SOFT)
        mask = mask.filter(ImageFilter.BoxBlur(blur / SOFT)).filter(ImageFilter.BoxBlur(blur / SOFT))
        box = mask.getbbox()
        if box is None:
            return
        factor = SOFT * SCALE
        size = ((box[2] - box[0]) * factor, (box[3] - box[1]) * factor)
        self.image.paste(colour, (box[0] * factor, box[1] * factor), mask.crop(box).resize(size, _SMOOTH))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """A round light that fades outwards; `strength` from 0 to 1."""
        size = round(radius * 2 * SCALE)
        light = ImageChops.invert(Image.radial_gradient("L")).point(
            lambda v: max(0, v - 75) / 180 * 255 * strength
        )
        light = light.resize((size, size), _SMOOTH)
        corner = (round((x - radius) * SCALE), round((y - radius) * SCALE))
        self.image.paste(colour, corner, light)

    def mist(self, y: float, height: float, colour: Colour, strength: float) -> None:
        """A horizontal veil, thickest in its middle."""
        tall = round(height * SCALE)
        ramp = Image.linear_gradient("L").resize((1, max(1, tall // 2)))
        column = Image.new("L", (1, ramp.height * 2))
        column.paste(ramp, (0, 0))
        column.paste(ramp.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, ramp.height))
        veil = column.point(lambda v: v * strength).resize((self.image.width, column.height), _SHARP)
        self.image.paste(colour, (0, round((y - height / 2) * SCALE)), veil)

    def reflect(
        self, water: float, tint: Colour, deep: Colour, rng: random.Random, clear: float = 0.55
    ) -> None:
        """Fill everything below `water` with a rippled reflection of what is above it."""
        line = round(water * SCALE)
        tall = self.image.height - line
        above = self.image.crop((0, max(0, line - tall), self.image.width, line))
        mirrored = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((self.image.width, tall), _SHARP)
        surface = _column([tint, mix(tint, deep, 0.5), deep], tall).resize(mirrored.size, _SHARP)
        mirrored = Image.blend(surface, mirrored, clear)
        row = 0
        while row < tall:
            depth = row / tall
            strip = max(2, round((2 + 9 * depth) * SCALE * rng.uniform(0.6, 1.4) / 2))
            shift = round(rng.uniform(-1, 1) * (1.5 + 11 * depth) * SCALE)
            piece = mirrored.crop((0, row, mirrored.width, min(tall, row + strip)))
            self.image.paste(ImageChops.offset(piece, shift, 0), (0, line + row))
            row += strip

    def ripples(self, water: float, colour: Colour, rng: random.Random, count: int = 70) -> None:
        """Short strokes of light on water, longer and wider towards the viewer."""
        for _index in range(count):
            depth = rng.random() ** 1.5
            y = water + 6 + depth * (self.height - water - 6)
            length = 18 + 150 * depth * rng.uniform(0.4, 1)
            x = rng.uniform(-50, self.width)
            self.veil_line(x, y, length, 1 + 1.6 * depth, colour, 0.16 + 0.2 * rng.random())

    def veil_line(
        self, x: float, y: float, length: float, width: float, colour: Colour, strength: float
    ) -> None:
        """A translucent horizontal stroke with tapered ends."""
        size = (max(1, round(length * SCALE)), max(1, round(width * SCALE)))
        taper = Image.new("L", size)
        ImageDraw.Draw(taper).ellipse((0, -1, size[0] - 1, size[1]), fill=round(255 * strength))
        self.image.paste(colour, (round(x * SCALE), round(y * SCALE)), taper)

    # --- end ------------------------------------------------------------------------------------
    def finished(self, grain_seed: int) -> Image.Image:
        """The picture in its final size, with a trace of paper grain."""
        small = self.image.reduce(SCALE)
        rng = random.Random(grain_seed)  # noqa: S311
        tile = Image.frombytes("L", (160, 160), rng.randbytes(160 * 160)).point(lambda v: 120 + v // 16)
        grain = Image.new("L", small.size)
        for x in range(0, self.width, 160):
            for y in range(0, self.height, 160):
                grain.paste(tile, (x, y))
        return ImageChops.overlay(small, Image.merge("RGB", (grain, grain, grain)))


def _extent(points: Sequence[Point], width: int) -> tuple[int, int]:
    """The columns that points cover, within the picture."""
    return max(0, int(min(x for x, _y in points))), min(width, int(max(x for x, _y in points)) + 1)


def _column(colours: Sequence[Colour], height: int) -> Image.Image:
    """One column of pixels that runs through the colours."""
    column = Image.new("RGB", (1, len(colours)))
    column.putdata(list(colours))
    if len(colours) == 1:
        return column.resize((1, height))
    # Resampling clamps half a step at both ends; make that step part of what is cut away.
    step = max(1, height // (len(colours) - 1))
    wide = column.resize((1, step * len(colours)), _SMOOTH)
    return wide.crop((0, step // 2, 1, wide.height - step // 2)).resize((1, height), _SMOOTH)
