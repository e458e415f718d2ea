"""Motifs of what grows."""

from marketplace.demo.pictures.sheet import HEIGHT, PAPER, WIDTH, Sheet, mix
from marketplace.demo.pictures.things import backdrop, person, tree, van


def food(s: Sheet) -> None:
    """Fields in rows under a sun, and a van on its way to the city."""
    backdrop(s, None)
    rng, base = s.rng, s.rng.randint(400, 450)
    side = rng.choice((60, 1130))
    for x in range(side, side + 430, 62):
        h = rng.randint(50, 170)
        s.box(x, base - h, 54, h + 200, s.tint(s.main, 0.66))
    tones = [
        s.tint(s.third, 0.55),
        s.tint(s.accent, 0.3),
        s.tint(s.third, 0.3),
        s.tint(s.main, 0.35),
    ]
    rng.shuffle(tones)
    for number, tone in enumerate(tones):
        y = base + number * 82
        lean = rng.choice((-1, 1)) * rng.randint(25, 60)
        horizon = s.land([y + lean, y - 12, y + rng.randint(-14, 14), y - lean], tone)
        middle = rng.randint(500, 1100)
        for at in range(4, len(horizon), 4):
            start, top = horizon[at]
            foot = middle + (start - middle) * 2.6
            s.line([(start, top + 6), (foot, HEIGHT + 60)], mix(tone, s.ink, 0.14), 6 + number * 2)
        if number < 2:
            for _ in range(3):
                foot, top = horizon[rng.randrange(6, len(horizon) - 6)]
                tree(s, foot, top + 8, rng.randint(80, 120), s.third)
    s.land([800, 776, 780, 790], s.tint(s.main, 0.82))
    for x in range(40, WIDTH, 150):
        s.line([(x, 848), (x + 60, 846)], PAPER, 8)
    van(s, rng.randint(220, 900), 834, 330, s.main)


def trees(s: Sheet) -> None:
    """A row of young street trees, a bucket of water, and a sun."""
    backdrop(s, 690)
    rng = s.rng
    for x in range(-40, WIDTH, 230):
        s.box(x, rng.randint(420, 520), 222, 300, s.tint(s.main, rng.choice((0.8, 0.84))))
    s.box(0, 690, WIDTH, 210, s.tint(s.accent, 0.6))
    s.box(0, 690, WIDTH, 14, s.tint(s.main, 0.5))
    spots = [170 + number * 250 + rng.randint(-30, 30) for number in range(6)]
    thirsty = rng.randrange(1, 5)
    for number, x in enumerate(spots):
        s.box(x - 74, 704, 148, 26, s.tint(s.ink, 0.25), 6)
        leaf = s.accent if number == thirsty else s.any_of(s.third, s.tint(s.third, 0.22))
        tree(s, x, 710, rng.randint(270, 300) if number == thirsty else rng.randint(360, 520), leaf)
    x = spots[thirsty] + 120
    person(s, x, 800, 215, s.main, s.skin())
    s.shape([(x - 88, 720), (x - 32, 720), (x - 42, 786), (x - 78, 786)], s.third)
    for drop in range(3):
        s.disc(x - 118 - drop * 22, 738 + drop * 18, 8, s.third)
