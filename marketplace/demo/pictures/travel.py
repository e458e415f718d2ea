"""Motifs of getting about."""

from marketplace.demo.pictures.sheet import PAPER, WIDTH, Sheet, mix, smooth
from marketplace.demo.pictures.things import backdrop, bicycle, person, tree, wheel


def journeys(s: Sheet) -> None:
    """A route that winds through a calm landscape, with stops and a wheel."""
    backdrop(s, None)
    rng = s.rng
    for number, share in enumerate((0.72, 0.58)):
        y = 430 + number * 150
        s.land([y + rng.randint(-70, 70) for _ in range(4)], s.tint(s.third, share))
    s.land([760, 720, 760, 730], s.tint(s.main, 0.72))
    high, low = rng.randint(230, 300), rng.randint(640, 700)
    stops = [(-60, low), (260, low - 40), (420, high + 170), (700, high + 20), (900, low - 60)]
    stops += [(1160, low - 40), (1330, high + 90), (1680, high - 20)]
    stops = [(x + rng.randint(-30, 30), y + rng.randint(-45, 45)) for x, y in stops]
    if rng.random() < 0.5:
        stops = [(WIDTH - x, y) for x, y in reversed(stops)]
    way = smooth(stops)
    s.line(way, PAPER, 58)
    s.line(way, s.main, 30)
    for x, y in stops[1:-1]:
        s.disc(x, y, 36, s.main)
        s.disc(x, y, 23, PAPER)
    here = rng.choice((2, 3, 4, 5))
    x, y = stops[here]
    s.shape([(x - 62, y - 120), (x + 62, y - 120), (x, y - 8)], s.accent)
    s.disc(x, y - 142, 68, s.accent)
    s.disc(x, y - 142, 28, PAPER)
    ride = rng.choice((250, 640, 1130))
    bicycle(s, ride, 850, 66, s.main)
    for x in range(90, 1560, 250):
        if not ride - 150 < x < ride + 330:
            tree(s, x + rng.randint(-40, 40), 830, rng.randint(120, 190), s.tint(s.third, 0.12))


def hub(s: Sheet) -> None:
    """A mobility hub: a planted shelter, a bench, bicycles and a tree."""
    backdrop(s)
    rng = s.rng
    for x in range(0, WIDTH, 200):
        s.box(x, 730 - rng.randint(110, 260), 200, 300, s.tint(s.main, rng.choice((0.74, 0.8))))
    s.box(0, 730, WIDTH, 170, s.tint(s.third, 0.62))
    left, sign, racks, trunk, w = rng.choice(
        (
            (150, 806, (930, 1268), 1180, 600),
            (850, 780, (140, 478), 380, 600),
            (500, 446, (110, 1200), 1480, 600),
        )
    )
    tree(s, trunk, 735, rng.randint(470, 530), s.third)
    s.box(left + 40, 400, w - 80, 330, s.tint(s.third, 0.78))
    for x in (left + 50, left + w // 2 - 8, left + w - 66):
        s.box(x, 380, 16, 350, s.ink)
    s.box(left, 350, w, 34, s.main, 8)
    for x in range(left + 36, left + w - 20, 52):
        s.wedge(x, 352, rng.randint(22, 40), 180, 360, s.any_of(s.third, s.tint(s.third, 0.25)))
    seat, waiting = rng.choice(((90, 420), (330, 180)))
    s.box(left + seat, 630, 190, 20, s.accent, 6)
    for leg in (16, 160):
        s.box(left + seat + leg, 650, 14, 80, s.ink)
    person(s, left + waiting, 738, 230, s.any_of(s.accent, s.main), s.skin())
    for x in racks:
        bicycle(s, x, 770, 70, s.any_of(s.main, s.accent, s.tint(s.main, 0.3)))
    s.box(sign - 8, 330, 16, 400, s.ink)
    s.box(sign - 52, 290, 104, 104, s.accent, 20)
    s.ring(sign, 342, 30, PAPER, 9)


def freight(s: Sheet) -> None:
    """A cargo bike on its round, with parcels, past a row of shops."""
    backdrop(s)
    rng, left = s.rng, -20.0
    while left < WIDTH:
        w = rng.choice((240, 280, 320))
        wall = s.tint(s.any_of(s.main, s.third), rng.choice((0.68, 0.75)))
        s.box(left, 730 - rng.randint(330, 450), w, 460, wall)
        s.box(left + 24, 560, w - 48, 170, PAPER, 6)
        s.box(left + 12, 520, w - 24, 44, s.tint(s.any_of(s.main, s.third), 0.3), 8)
        left += w
    s.box(0, 730, WIDTH, 170, s.tint(s.ink, 0.7))
    s.box(0, 730, WIDTH, 22, s.tint(s.accent, 0.6))
    x, base = rng.randint(240, 760), 850
    hub, coat, face = base - 92, s.any_of(s.accent, s.main), s.skin()
    wheel(s, x, hub, 92, s.ink)
    wheel(s, x + 600, base - 66, 66, s.ink)
    frame = s.main if coat == s.accent else s.third
    for path in (
        [(x, hub), (x + 110, hub), (x + 78, hub - 150), (x, hub)],
        [(x + 110, hub), (x + 470, hub + 14), (x + 560, hub - 90), (x + 600, base - 66)],
        [(x + 90, hub - 110), (x + 200, hub - 120), (x + 230, hub + 4)],
        [(x + 200, hub - 120), (x + 192, hub - 190), (x + 222, hub - 200)],
    ):
        s.line(path, frame, 13)
    s.line([(x + 50, hub - 156), (x + 108, hub - 156)], s.ink, 16)
    crate = s.third if frame == s.main else s.main
    s.shape(
        [(x + 262, hub - 150), (x + 556, hub - 150), (x + 520, hub + 4), (x + 272, hub + 4)], crate
    )
    s.box(x + 254, hub - 164, 312, 20, s.tint(crate, 0.25), 8)
    for px, py, w, h in ((280, 84, 130, 84), (418, 64, 108, 64), (300, 150, 90, 66)):
        fill = s.any_of(s.tint(s.accent, 0.1), s.tint(s.accent, 0.4))
        s.box(x + px, hub - 164 - py, w, h, fill, 6)
        s.box(x + px + w / 2 - 8, hub - 164 - py, 16, h, s.tint(s.main, 0.35))
    s.line([(x + 84, hub - 168), (x + 152, hub - 86), (x + 122, hub + 22)], s.ink, 34)
    s.line([(x + 122, hub + 26), (x + 146, hub + 28)], s.ink, 22)
    s.line([(x + 118, hub - 320), (x + 128, hub - 370)], mix(face, s.ink, 0.18), 26)
    s.line([(x + 82, hub - 184), (x + 112, hub - 306)], coat, 74)
    s.line(
        [(x + 122, hub - 306), (x + 166, hub - 226), (x + 216, hub - 204)],
        mix(coat, s.ink, 0.2),
        24,
    )
    s.disc(x + 134, hub - 396, 42, face)
    s.wedge(x + 134, hub - 400, 47, 180, 360, s.third if coat == s.main else s.main)


def stops(s: Sheet) -> None:
    """A bus at its stop, and people who wait."""
    backdrop(s)
    rng = s.rng
    for x in range(-30, WIDTH, 210):
        s.box(x, rng.randint(330, 470), 204, 420, s.tint(s.third, rng.choice((0.74, 0.8))))
    s.box(0, 730, WIDTH, 170, s.tint(s.accent, 0.66))
    s.box(0, 730, WIDTH, 36, s.tint(s.ink, 0.62))
    x = rng.choice((70, 130, 620, 680))
    body = s.any_of(s.main, s.third)
    s.box(x, 350, 860, 370, body, 44)
    s.box(x, 590, 860, 26, s.accent)
    for pane in range(5):
        s.box(x + 36 + pane * 128, 400, 112, 140, s.tint(s.third, 0.78), 14)
    s.box(x + 690, 396, 110, 324, s.tint(s.third, 0.78), 14)
    s.box(x + 742, 396, 6, 324, body)
    for seat in rng.sample(range(5), 3):
        s.disc(x + 92 + seat * 128, 480, 30, s.skin())
        s.wedge(x + 92 + seat * 128, 540, 40, 180, 360, s.any_of(s.accent, s.ink))
    for hub_x in (x + 170, x + 590):
        s.disc(hub_x, 716, 62, s.ink)
        s.disc(hub_x, 716, 27, s.tint(s.ink, 0.65))
    side = x + 930 if x < 500 else x - 500
    s.box(side + 30, 270, 14, 500, s.ink)
    s.box(side - 10, 240, 94, 94, s.accent, 47)
    s.box(side + 14, 276, 46, 22, PAPER, 6)
    person(s, side + 160, 800, 300, s.any_of(s.accent, s.main), s.skin())
    wx = side + 330
    s.line([(wx - 52, 620), (wx - 46, 712), (wx + 44, 712), (wx + 68, 786)], s.ink, 12)
    s.line([(wx - 18, 692), (wx - 20, 640)], s.third, 62)
    s.line([(wx - 4, 704), (wx + 46, 706), (wx + 62, 776)], mix(s.third, s.ink, 0.6), 26)
    s.disc(wx - 18, 572, 32, s.skin())
    wheel(s, wx - 10, 738, 62, s.ink)
