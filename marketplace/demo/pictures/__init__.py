"""The demonstration's pictures: flat, geometric, drawn from a brand's three colours.

Each motif is a function that composes a scene on a `Sheet`; `draw` returns one picture.
"""

from collections.abc import Callable
from random import Random

from PIL import Image, ImageOps

from marketplace.demo.pictures import life, nature, town, travel, work
from marketplace.demo.pictures.sheet import HEIGHT, WIDTH, Sheet

OVERSAMPLING = 3

MOTIFS: dict[str, Callable[[Sheet], None]] = {
    "planning": town.planning,
    "food": nature.food,
    "care": life.care,
    "journeys": travel.journeys,
    "hub": travel.hub,
    "homes": town.homes,
    "streets": town.streets,
    "trees": nature.trees,
    "data": work.data,
    "trade": work.trade,
    "skyline": town.skyline,
    "people": life.people,
    "freight": travel.freight,
    "stops": travel.stops,
}


def draw(
    motif: str, seed: int, colours: tuple[str, str, str], size: tuple[int, int] = (1600, 900)
) -> Image.Image:
    """Return a picture of `motif`; the same arguments always give the same picture.

    Raises `KeyError` for a motif that `MOTIFS` does not name.
    """
    width, height = size
    needed = max(width, round(height * WIDTH / HEIGHT)) * OVERSAMPLING
    sheet = Sheet(colours, needed, Random(f"{motif} {seed}"))
    MOTIFS[motif](sheet)
    return ImageOps.fit(sheet.image, size, Image.Resampling.LANCZOS)
