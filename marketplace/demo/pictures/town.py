"""Motifs of the built city."""

import math

from marketplace.demo.pictures.sheet import HEIGHT, PAPER, WIDTH, Colour, Point, Sheet, mix, smooth
from marketplace.demo.pictures.things import backdrop, bubble, house, person, tree


def planning(s: Sheet) -> None:
    """A town plan seen from above, and people who talk about it."""
    s.box(0, 0, WIDTH, HEIGHT, s.tint(s.third, 0.84))
    turn = math.radians(s.rng.choice((-16, -11, 10, 15)))
    cos, sin = math.cos(turn), math.sin(turn)

    def place(x: float, y: float) -> Point:
        return 800 + x * cos - y * sin, 450 + x * sin + y * cos

    def block(x: float, y: float, w: float, h: float, fill: Colour) -> None:
        s.shape([place(x, y), place(x + w, y), place(x + w, y + h), place(x, y + h)], fill)

    def split(x: float, y: float, w: float, h: float, depth: int) -> None:
        if depth and max(w, h) > 170:
            cut, street = s.rng.uniform(0.38, 0.62), 14 + depth * 5
            if w > h:
                split(x, y, w * cut - street / 2, h, depth - 1)
                split(x + w * cut + street / 2, y, w * (1 - cut) - street / 2, h, depth - 1)
            else:
                split(x, y, w, h * cut - street / 2, depth - 1)
                split(x, y + h * cut + street / 2, w, h * (1 - cut) - street / 2, depth - 1)
            return
        if s.rng.random() < 0.16:
            block(x, y, w, h, s.tint(s.third, 0.5))
            for _ in range(int(w * h / 2600)):
                px, py = s.rng.uniform(x + 20, x + w - 20), s.rng.uniform(y + 20, y + h - 20)
                s.disc(*place(px, py), s.rng.randint(9, 15), s.tint(s.third, 0.18))
            return
        fill = s.any_of(s.tint(s.main, 0.72), s.tint(s.main, 0.8), s.tint(s.accent, 0.62), PAPER)
        block(x, y, w, h, fill)
        if w > 110 and h > 110:
            block(x + w * 0.3, y + h * 0.3, w * 0.4, h * 0.4, s.tint(s.third, 0.76))

    split(-1000, -700, 2000, 1400, 6)
    way = smooth(
        [place(-1000, 300), place(-350, 210), place(150, -60), place(500, -120), place(1000, -420)]
    )
    s.line(way, s.tint(s.third, 0.3), 64)
    one, other = s.rng.sample([s.main, s.third], 2)
    x, y, across, down = s.rng.choice(
        ((250, 130, 520, 230), (420, 110, 480, 290), (150, 210, 640, -60), (180, 360, 620, -210))
    )
    for spot in ((x + 20, y + 360), (x + across + 390, y + down + 320)):
        s.disc(*spot, 22, s.accent)
        s.ring(*spot, 38, s.accent, 5)
    bubble(s, x, y, 420, 230, one, left=True)
    bubble(s, x + across, y + down, 360, 200, other, left=False)


def homes(s: Sheet) -> None:
    """A terrace of homes, one of them with a damp patch that creeps up its wall."""
    backdrop(s)
    left, damp, patch = -30.0, s.rng.randint(2, 4), 0.0
    walls = [
        s.tint(s.main, 0.2),
        s.tint(s.accent, 0.35),
        s.tint(s.main, 0.5),
        s.tint(s.third, 0.35),
    ]
    s.rng.shuffle(walls)
    for number in range(8):
        w, h = s.rng.choice((210, 240, 270)), s.rng.choice((240, 290, 340))
        wall = s.tint(s.accent, 0.5) if number == damp else walls[number % 4]
        house(s, left, 740, w, h, wall, s.tint(s.accent, 0.72))
        if number == damp:
            patch = left
            for r, share in ((150, 0.2), (108, 0.36), (64, 0.56)):
                s.wedge(left, 740, r, 270, 360, mix(wall, s.third, share))
        left += w + 4
    s.box(0, 740, WIDTH, 26, s.tint(s.ink, 0.55))
    for x in s.rng.sample(range(90, 1550, 130), 5):
        if not patch - 70 < x < patch + 230:
            s.wedge(x, 742, s.rng.randint(34, 56), 180, 360, s.tint(s.third, 0.1))
    person(s, patch + s.rng.choice((-170, 290)), 850, 190, s.main, s.skin())


def streets(s: Sheet) -> None:
    """A calm street with a crossing, and children on their way."""
    backdrop(s, 560)
    rng, left = s.rng, -20.0
    while left < WIDTH:
        w = rng.choice((150, 180, 210))
        wall = s.tint(s.any_of(s.main, s.third, s.accent), rng.choice((0.62, 0.7)))
        house(s, left, 560, w, rng.randint(150, 230), wall, PAPER)
        left += w + 3
    s.box(0, 560, WIDTH, 50, s.tint(s.accent, 0.68))
    s.box(0, 610, WIDTH, 230, mix(s.tint(s.main, 0.45), s.tint(s.ink, 0.4), 0.5))
    s.box(0, 840, WIDTH, 60, s.tint(s.accent, 0.68))
    middle = rng.choice((560, 800, 1040))
    for bar in range(-4, 5):
        x, foot = middle + bar * 92, middle + bar * 112
        s.shape([(x - 26, 610), (x + 26, 610), (foot + 32, 840), (foot - 32, 840)], PAPER)
    coats = [s.main, s.accent, s.third, s.tint(s.main, 0.3), s.tint(s.third, 0.3)]
    rng.shuffle(coats)
    x = middle - 330
    for number, coat in enumerate(coats):
        h = rng.choice((150, 165, 235)) if number else 245
        person(s, x, 780 - rng.randint(0, 24), h, coat, s.skin())
        x += rng.randint(120, 180)
    for x in (middle - 640, middle + 620, middle + 860, middle - 860):
        tree(s, x, 606, rng.randint(230, 300), s.third)


def skyline(s: Sheet) -> None:
    """A city in layers, with a canal in front."""
    backdrop(s, None)
    rng = s.rng
    for layer, (share, tone) in enumerate(((0.62, s.third), (0.5, s.main), (0.22, s.main))):
        x, base = -20.0, 640 + layer * 35
        while x < WIDTH:
            w, h = rng.randint(70, 150), rng.randint(130, 400 - layer * 80)
            fill = mix(s.tint(tone, share), s.tint(s.accent, share), rng.uniform(0, 0.22))
            roof = rng.choice(("flat", "flat", "slope", "dome", "mast", "step"))
            top = base - h
            if roof == "slope":
                s.shape([(x, top + 1), (x + w, top - w * 0.4), (x + w, top + 1)], fill)
            elif roof == "dome":
                s.wedge(x + w / 2, top + 1, w / 2, 180, 360, fill)
            elif roof == "mast":
                s.box(x + w / 2 - 3, top - 70, 6, 72, fill)
            elif roof == "step":
                s.box(x + w * 0.2, top - 34, w * 0.6, 36, fill)
            s.box(x, top, w + 1, HEIGHT, fill)
            if layer == 2:
                for wx in range(round(x + 18), round(x + w - 22), 26):
                    for wy in range(round(top + 24), base - 20, 38):
                        if rng.random() < 0.42:
                            s.box(wx, wy, 12, 18, s.tint(s.accent, 0.25), 2)
            x += w + (0 if layer < 2 else rng.choice((0, 0, 46)))
    s.box(0, 716, WIDTH, 184, s.tint(s.third, 0.42))
    s.box(0, 716, WIDTH, 18, s.ink)
    for _ in range(14):
        x, y = rng.randint(-40, 1560), rng.choice((764, 796, 828, 860, 884))
        s.line([(x, y), (x + rng.randint(50, 170), y)], s.tint(s.third, 0.6), 6)
    for x in rng.sample(range(60, 1580, 95), 7):
        tree(s, x, 720, rng.randint(90, 150), s.third)
    x = rng.randint(160, 980)
    s.shape([(x, 800), (x + 560, 792), (x + 536, 832), (x + 12, 832)], s.ink)
    s.box(x + 70, 762, 400, 40, s.main, 6, top=True)
    for pane in range(6):
        s.disc(x + 112 + pane * 62, 782, 11, s.tint(s.accent, 0.3))
