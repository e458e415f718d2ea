"""Motifs of people, in company and at home."""

from marketplace.demo.pictures.sheet import HEIGHT, NIGHT, PAPER, WIDTH, Sheet, mix, smooth
from marketplace.demo.pictures.things import backdrop, bubble, house, person, tree


def care(s: Sheet) -> None:
    """Evening: a path that winds to houses whose windows are lit."""
    night = mix(min(s.main, s.third, key=sum), NIGHT, 0.3)
    s.box(0, 0, WIDTH, HEIGHT, night)
    x, y = s.rng.choice((300, 1240)), s.rng.randint(170, 230)
    s.disc(x, y, 92, s.tint(s.accent, 0.35))
    s.disc(x + 38, y - 20, 80, night)
    for _ in range(26):
        s.disc(
            s.rng.randint(30, 1570),
            s.rng.randint(30, 340),
            s.rng.choice((2, 3, 4)),
            s.tint(night, 0.6),
        )
    s.land([520, 470, 500, 450], mix(night, PAPER, 0.08))
    base, left = 600, s.rng.randint(150, 300)
    for w in s.rng.sample((170, 210, 150, 230, 180), 5):
        wall = s.any_of(
            s.tint(s.main, 0.25), s.tint(s.third, 0.3), s.tint(s.main, 0.5), s.tint(s.third, 0.55)
        )
        house(s, left, base + 30, w, s.rng.randint(150, 240), wall, s.accent)
        left += w + s.rng.randint(20, 60)
    s.land([640, 612, 620, 640], mix(night, PAPER, 0.17))
    end = s.rng.randint(650, 950)
    way = smooth([(end, 622), (end + 90, 680), (end - 160, 750), (end + 60, 840), (end - 40, 960)])
    for at, spot in enumerate(way):
        s.disc(*spot, 10 + at * 0.75, s.tint(s.accent, 0.62))
    for x in (end - 420, end + 380):
        tree(s, x, 720, s.rng.randint(150, 210), s.tint(s.third, 0.2))
    person(s, end - 100, 790, 150, s.main, s.skin())
    person(s, end - 40, 796, 132, s.third, s.skin())


def people(s: Sheet) -> None:
    """A group of people seen from the shoulders up, in conversation."""
    backdrop(s, None)
    rng = s.rng
    coats = [s.main, s.third, s.accent, s.tint(s.main, 0.4), s.tint(s.third, 0.4)]
    styles = ["bob", "short", "bun", "scarf", "beard"]
    rng.shuffle(coats)
    rng.shuffle(styles)
    places = [(230, 0.82), (1370, 0.82), (510, 0.92), (1100, 0.92), (805, 1.04)]
    for (x, size), coat, style in zip(places, coats, styles, strict=True):
        x += rng.randint(-24, 24)
        r, y = 94 * size, 540 - 130 * (size - 0.8) + rng.randint(-40, 40)
        face, scarf = s.skin(), s.tint(s.third if coat != s.third else s.main, 0.2)
        hair = s.any_of(mix(s.ink, NIGHT, 0.6), mix(s.ink, s.accent, 0.08), s.tint(s.ink, 0.5))
        if style == "bob":
            s.box(x - r * 1.16, y - r * 1.14, r * 2.32, r * 2.4, hair, r * 1.1)
        elif style == "scarf":
            s.box(x - r * 1.2, y - r * 1.2, r * 2.4, r * 3, scarf, r * 1.18)
        elif style == "bun":
            s.disc(x, y - r * 1.25, r * 0.44, hair)
        s.wedge(x, y + r * 3.05, r * 1.9, 180, 360, coat)
        s.box(x - r * 1.9, y + r * 3.03, r * 3.8, 600, coat)
        neck = scarf if style == "scarf" else mix(face, s.ink, 0.18)
        s.box(x - r * 0.36, y + r * 0.5, r * 0.72, r * 0.75, neck)
        if style == "scarf":
            s.disc(x, y + r * 1.05, r * 0.88, neck)
        else:
            s.wedge(x, y + r * 1.22, r * 0.42, 0, 180, neck)
        s.disc(x, y, r * 0.92, face)
        if style == "beard":
            s.disc(x, y, r, hair)
            s.disc(x, y - r * 0.12, r * 0.86, face)
        elif style != "scarf":
            s.disc(x, y, r * 1.04, hair)
            s.disc(x + rng.choice((-0.12, 0, 0.12)) * r, y + r * 0.2, r * 0.86, face)
    bubble(s, rng.randint(240, 420), rng.randint(80, 120), 330, 180, s.main, left=False)
    bubble(s, rng.randint(960, 1080), rng.randint(90, 150), 280, 156, s.third, left=True)
