"""The page on which pictures are drawn: its size, its colours and its shapes.

Its units are those of a 1600 by 900 page, whatever the size of the picture.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeAlias

from PIL import Image, ImageColor, ImageDraw

Colour: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]

WIDTH, HEIGHT = 1600, 900
PAPER: Colour = (252, 248, 241)
NIGHT: Colour = (24, 20, 30)


def rgb(code: str) -> Colour:
    """Return the three numbers, 0 to 255, of a CSS colour such as `#A3341F`."""
    red, green, blue = ImageColor.getrgb(code)[:3]
    return red, green, blue


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` with `share` (0 to 1) of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def smooth(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """Return a Catmull-Rom curve through `points`."""
    padded = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            x, y = (
                0.5
                * (
                    2 * b[i]
                    + (c[i] - a[i]) * t
                    + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t**2
                    + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
                )
                for i in (0, 1)
            )
            curve.append((x, y))
    return [*curve, points[-1]]


class Sheet:
    """A page of 1600 by 900 units, and the few shapes that every motif is made of."""

    def __init__(self, colours: tuple[str, str, str], width: int, rng: Random) -> None:
        self.main, self.accent, self.third = (rgb(code) for code in colours)
        self.ink = mix(self.main, NIGHT, 0.45)
        self.scale = width / WIDTH
        self.rng = rng
        size = (round(WIDTH * self.scale), round(HEIGHT * self.scale))
        self.image = Image.new("RGB", size, PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def tint(self, colour: Colour, share: float) -> Colour:
        """Return `colour` with `share` of paper in it."""
        return mix(colour, PAPER, share)

    def any_of(self, *colours: Colour) -> Colour:
        """Return one of `colours`, chosen by the seed."""
        return self.rng.choice(colours)

    def skin(self) -> Colour:
        """Return one of the warm tones that people's faces have."""
        warm = mix(self.main, self.accent, 0.5)
        return self.any_of(self.tint(warm, 0.48), self.tint(warm, 0.2), mix(warm, self.ink, 0.4))

    def _flat(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def box(
        self, x: float, y: float, w: float, h: float, fill: Colour, r: float = 0, top: bool = False
    ) -> None:
        """A rectangle from its top left corner; `top` rounds only the upper corners."""
        corners = (True, True, not top, not top)
        self.pen.rounded_rectangle(
            self._flat([(x, y), (x + w, y + h)]), r * self.scale, fill, corners=corners
        )

    def disc(self, x: float, y: float, r: float, fill: Colour) -> None:
        """A full circle around a centre."""
        self.pen.ellipse(self._flat([(x - r, y - r), (x + r, y + r)]), fill)

    def ring(self, x: float, y: float, r: float, fill: Colour, width: float) -> None:
        """A circle's outline, measured to its outer edge."""
        box = self._flat([(x - r, y - r), (x + r, y + r)])
        self.pen.ellipse(box, outline=fill, width=round(width * self.scale))

    def wedge(self, x: float, y: float, r: float, start: int, end: int, fill: Colour) -> None:
        """A part of a disc, in degrees clockwise from three o'clock."""
        self.pen.pieslice(self._flat([(x - r, y - r), (x + r, y + r)]), start, end, fill)

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        """A polygon."""
        self.pen.polygon(self._flat(points), fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """A line with round ends and joints."""
        flat, thick = self._flat(points), round(width * self.scale)
        self.pen.line(flat, fill, thick)
        r = (thick - 1) / 2
        for x, y in flat:
            self.pen.ellipse((x - r, y - r, x + r, y + r), fill)

    def land(self, heights: Sequence[float], fill: Colour) -> list[Point]:
        """Land below a smooth horizon through evenly spread `heights`; returns the horizon."""
        step = WIDTH / (len(heights) - 1)
        horizon = smooth([(i * step, y) for i, y in enumerate(heights)])
        self.shape([*horizon, (WIDTH, HEIGHT), (0, HEIGHT)], fill)
        return horizon
