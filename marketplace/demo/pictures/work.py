"""Motifs of trade and information."""

from itertools import pairwise

from marketplace.demo.pictures.sheet import HEIGHT, PAPER, WIDTH, Sheet, mix
from marketplace.demo.pictures.things import backdrop, person, tile


def data(s: Sheet) -> None:
    """Tiles of information, some of them linked."""
    rng, cell, ground = s.rng, 160, s.tint(s.any_of(s.main, s.third), 0.88)
    s.box(0, 0, WIDTH, HEIGHT, ground)
    columns = rng.sample(range(9), 6)
    linked = [(column, rng.randrange(5)) for column in sorted(columns)]
    corners = [(160 + column * cell, 130 + row * cell) for column, row in linked]
    tiles = [(column, row) for column in range(9) for row in range(5)]
    quiet = [s.tint(tone, 0.62) for tone in (s.main, s.accent, s.third)]
    for (ax, ay), (bx, by) in pairwise(corners):
        s.line([(ax, ay), (bx, ay), (bx, by)], s.ink, 10)
    for column, row in tiles:
        if (column, row) not in linked and rng.random() < 0.7:
            tile(
                s, 97 + column * cell, 67 + row * cell, mix(ground, PAPER, 0.55), rng.choice(quiet)
            )
    for number, (column, row) in enumerate(linked):
        fill = (s.main, s.third)[number % 2]
        tile(s, 97 + column * cell, 67 + row * cell, fill, s.any_of(s.accent, s.tint(fill, 0.75)))


def trade(s: Sheet) -> None:
    """Market stalls with striped awnings."""
    backdrop(s)
    rng = s.rng
    for x in range(-60, WIDTH, 260):
        s.box(x, rng.randint(300, 400), 250, 500, s.tint(s.third, rng.choice((0.72, 0.78))))
    s.box(0, 730, WIDTH, 170, s.tint(s.accent, 0.66))
    left, tones = rng.randint(60, 120), [s.main, s.third, s.accent]
    rng.shuffle(tones)
    for tone in tones:
        stripes = rng.choice((6, 7, 8))
        step, w, top = 60, stripes * 60, rng.randint(330, 390)
        s.box(left + 14, top, 14, 440, s.ink)
        s.box(left + w - 28, top, 14, 440, s.ink)
        s.box(left + 28, top + 60, w - 56, 200, mix(s.tint(tone, 0.5), s.ink, 0.12))
        person(s, left + w * rng.uniform(0.3, 0.7), 740, 290, s.any_of(*tones), s.skin())
        for stripe in range(stripes):
            fill, x = (tone, PAPER)[stripe % 2], left + stripe * step
            inner = left + 34 + stripe * (w - 68) / stripes
            s.shape(
                [
                    (inner, top - 90),
                    (inner + (w - 68) / stripes, top - 90),
                    (x + step, top),
                    (x, top),
                ],
                fill,
            )
            s.box(x, top - 1, step, 28, fill)
            s.wedge(x + step / 2, top + 26, step / 2, 0, 180, fill)
        s.box(left - 6, 612, w + 12, 24, s.ink, 5)
        s.box(left + 8, 636, w - 16, 134, s.tint(tone, 0.35))
        for x in range(round(left + 50), round(left + w - 30), 56):
            s.wedge(x, 613, 25, 180, 360, s.any_of(s.accent, s.main, s.third, s.tint(s.main, 0.4)))
        left += w + rng.randint(36, 70)
