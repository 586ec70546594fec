"""Draws the pictures of the sample municipality: the same picture for the same row, every time."""

from __future__ import annotations

import io
import random

from PIL import Image

from . import countryside, portraits, public_buildings, riverside, streets, workplaces
from .canvas import Canvas
from .palettes import PALETTES

MOTIFS = {
    scene.__name__: scene
    for scene in (
        riverside.bridge,
        riverside.iron_bridge,
        riverside.river_walk,
        riverside.riverside_city,
        riverside.wetland,
        riverside.marsh,
        riverside.river_storm,
        riverside.dragon_boat,
        riverside.lotus_lake,
        riverside.dam,
        riverside.snow_bridge,
        countryside.layered_hills,
        countryside.tea_hills,
        countryside.rice_field,
        countryside.hills_with_trees,
        countryside.village_lane,
        countryside.village_school,
        countryside.snow_hills,
        countryside.old_stage,
        public_buildings.citizen_hall,
        streets.old_town,
        streets.new_community,
        streets.community_square,
        public_buildings.school,
        public_buildings.kindergarten,
        public_buildings.hospital,
        public_buildings.clinic_street,
        streets.market_hall,
        public_buildings.library,
        streets.bus_street,
        public_buildings.station,
        workplaces.industrial_park,
        workplaces.construction,
        workplaces.workshop,
        public_buildings.stadium,
        streets.festival,
        streets.lantern_street,
    )
}
QUALITY = 86


def draw(motif: str, palette: str, seed: int) -> Image.Image:
    """Draw a scene of 1600 by 1000 pixels.

    Raises:
        KeyError: there is no such motif or palette.
    """
    canvas = Canvas()
    MOTIFS[motif](canvas, PALETTES[palette], random.Random(f"{motif}/{palette}/{seed}"))  # noqa: S311
    return canvas.finished(seed)


def jpeg(motif: str, palette: str, seed: int) -> bytes:
    """The scene as a JPEG file."""
    return _encoded(draw(motif, palette, seed))


def portrait_jpeg(number: int, woman: bool) -> bytes:
    """A neutral portrait of 720 by 900 pixels as a JPEG file."""
    return _encoded(portraits.draw(number, woman))


def _encoded(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()
