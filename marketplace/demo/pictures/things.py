"""What several motifs share: houses, trees, people, vehicles and signs."""

import math

from marketplace.demo.pictures.sheet import HEIGHT, WIDTH, Colour, Sheet, mix


def backdrop(s: Sheet, ground: float | None = 730) -> None:
    """A pale sky with one large sun, and a strip of ground."""
    sky = s.any_of(s.tint(s.main, 0.88), s.tint(s.accent, 0.76), s.tint(s.third, 0.84))
    s.box(0, 0, WIDTH, HEIGHT, sky)
    x, r = s.rng.choice((330, 520, 1060, 1270)), s.rng.randint(150, 250)
    s.disc(x, s.rng.randint(270, 360), r, mix(sky, s.accent, 0.45))
    if ground is not None:
        s.box(0, ground, WIDTH, HEIGHT - ground, s.tint(s.third, 0.62))


def house(s: Sheet, x: float, base: float, w: float, h: float, wall: Colour, lit: Colour) -> None:
    """A house front with a roof, windows and a door; `h` is the height of its wall."""
    roof, top = mix(wall, s.ink, 0.42), base - h
    kind = s.rng.choice(("gable", "gable", "slope", "hip"))
    peak = {"gable": [(x + w / 2, top - w * 0.42)], "slope": [(x + w + 8, top - w * 0.34)]}
    ridge = peak.get(kind, [(x + w * 0.22, top - w * 0.28), (x + w * 0.78, top - w * 0.28)])
    if kind != "slope":
        s.box(x + w * 0.68, top - w * 0.36, w * 0.11, w * 0.34, mix(wall, s.ink, 0.6))
    s.shape([(x - 8, top), *ridge, (x + w + 8, top)], roof)
    s.box(x, top, w, h, wall)
    columns, pane = (2, w * 0.2) if w < 190 else (3, w * 0.15)
    gap = (w - columns * pane) / (columns + 1)
    door = s.rng.randrange(columns)
    floors = max(1, int(h // (pane * 2.3)))
    for floor in range(floors):
        y = top + (floor + 0.5) * h / floors - pane * 0.75
        for column in range(columns):
            left = x + gap + column * (pane + gap)
            if floor == floors - 1 and column == door:
                s.box(left, base - pane * 1.9, pane, pane * 1.9, roof, pane / 2, top=True)
            else:
                s.box(left, y, pane, pane * 1.35, lit if s.rng.random() < 0.7 else roof, 3)


def tree(s: Sheet, x: float, base: float, h: float, leaf: Colour) -> None:
    """A tree with a round, tall or layered crown, one side in shade."""
    shade, r = mix(leaf, s.ink, 0.22), h * 0.3
    kind = s.rng.choice(("round", "tall", "layered"))
    s.line([(x, base), (x, base - h * 0.6)], mix(s.ink, s.main, 0.3), max(6, h * 0.035))
    if kind == "round":
        s.disc(x, base - h + r, r, leaf)
        s.wedge(x, base - h + r, r, -90, 90, shade)
    elif kind == "tall":
        r *= 0.72
        for y, start, end in ((base - h + r, 180, 360), (base - h * 0.32, 0, 180)):
            s.wedge(x, y, r, start, end, leaf)
        s.box(x - r, base - h + r, 2 * r, h * 0.68 - r, leaf)
        s.wedge(x, base - h + r, r, 270, 360, shade)
        s.wedge(x, base - h * 0.32, r, 0, 90, shade)
        s.box(x, base - h + r, r, h * 0.68 - r, shade)
    else:
        for y, size in ((base - h * 0.38, 1.0), (base - h * 0.6, 0.8), (base - h * 0.8, 0.58)):
            s.wedge(x, y, r * size, 180, 360, leaf)
            s.wedge(x, y, r * size, 270, 360, shade)


def person(s: Sheet, x: float, base: float, h: float, coat: Colour, skin: Colour) -> None:
    """A standing figure: two legs, a coat, a head."""
    leg = mix(coat, s.ink, 0.6)
    for foot in (-0.09, 0.09):
        s.line([(x, base - h * 0.4), (x + foot * h, base - h * 0.03)], leg, h * 0.075)
    s.box(x - h * 0.14, base - h * 0.76, h * 0.28, h * 0.46, coat, h * 0.14, top=True)
    s.disc(x, base - h * 0.88, h * 0.105, skin)


def wheel(s: Sheet, x: float, y: float, r: float, rim: Colour) -> None:
    """A spoked wheel."""
    for spoke in range(6):
        turn = math.pi * spoke / 6 + 0.2
        dx, dy = (r - 4) * math.cos(turn), (r - 4) * math.sin(turn)
        s.line([(x - dx, y - dy), (x + dx, y + dy)], s.tint(rim, 0.45), max(2, r * 0.03))
    s.ring(x, y, r, rim, max(5, r * 0.11))
    s.disc(x, y, r * 0.12, rim)


def bicycle(s: Sheet, x: float, base: float, r: float, frame: Colour) -> None:
    """A bicycle that points right; `x` is the hub of its rear wheel."""
    y, front = base - r, x + r * 2.7
    for hub in (x, front):
        wheel(s, hub, y, r, s.ink)
    crank, seat, head = (
        (x + r * 1.15, y),
        (x + r * 0.8, y - r * 1.25),
        (front - r * 0.5, y - r * 1.2),
    )
    for path in ([(x, y), crank, head, seat, (x, y)], [crank, seat], [(front, y), head]):
        s.line(path, frame, r * 0.13)
    s.line(
        [(seat[0] - r * 0.3, seat[1] - r * 0.2), (seat[0] + r * 0.3, seat[1] - r * 0.2)],
        s.ink,
        r * 0.15,
    )
    s.line(
        [head, (head[0] - r * 0.1, head[1] - r * 0.35), (head[0] + r * 0.3, head[1] - r * 0.4)],
        s.ink,
        r * 0.1,
    )


def van(s: Sheet, x: float, base: float, w: float, body: Colour) -> None:
    """A small van that drives right."""
    h, top = w * 0.4, base - w * 0.5
    s.box(x, top, w * 0.68, h, body, w * 0.03)
    nose = [
        (x + w * 0.7, top + h * 0.14),
        (x + w * 0.86, top + h * 0.14),
        (x + w * 0.96, top + h * 0.52),
    ]
    s.shape([*nose, (x + w, top + h * 0.6), (x + w, top + h), (x + w * 0.7, top + h)], body)
    glass = [
        (x + w * 0.74, top + h * 0.22),
        (x + w * 0.84, top + h * 0.22),
        (x + w * 0.91, top + h * 0.52),
    ]
    s.shape([*glass, (x + w * 0.74, top + h * 0.52)], s.tint(s.third, 0.75))
    s.disc(x + w * 0.34, top + h * 0.48, h * 0.22, s.tint(body, 0.75))
    for hub in (0.2, 0.82):
        s.disc(x + w * hub, base - w * 0.085, w * 0.085, s.ink)
        s.disc(x + w * hub, base - w * 0.085, w * 0.035, s.tint(s.ink, 0.7))


def bubble(s: Sheet, x: float, y: float, w: float, h: float, fill: Colour, left: bool) -> None:
    """A speech bubble with three short lines of talk; its tail points down, left or right."""
    tail = x + w * (0.22 if left else 0.78)
    tip = tail - h * 0.3 if left else tail + h * 0.3
    s.box(x, y, w, h, fill, h * 0.28)
    s.shape([(tail - h * 0.16, y + h - 4), (tail + h * 0.16, y + h - 4), (tip, y + h * 1.28)], fill)
    for row, length in enumerate((0.7, 0.52, 0.62)):
        at = y + h * (0.28 + 0.22 * row)
        s.line([(x + w * 0.15, at), (x + w * (0.15 + length), at)], s.tint(fill, 0.72), h * 0.06)


def tile(s: Sheet, x: float, y: float, back: Colour, front: Colour) -> None:
    """A square tile with one of five signs for a piece of information."""
    s.box(x, y, 126, 126, back, 20)
    kind = s.rng.randrange(5)
    if kind == 0:
        s.wedge(x + 24, y + 102, 80, 270, 360, front)
    elif kind == 1:
        s.disc(x + 63, y + 63, 36, front)
    elif kind == 2:
        for bar in range(3):
            h = s.rng.randint(30, 80)
            s.box(x + 22 + bar * 30, y + 102 - h, 22, h, front, 5)
    elif kind == 3:
        for bar in range(3):
            right = x + s.rng.randint(62, 98)
            s.line([(x + 30, y + 37 + bar * 26), (right, y + 37 + bar * 26)], front, 11)
    else:
        s.wedge(x + 63, y + 84, 44, 180, 360, front)
