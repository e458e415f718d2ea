"""A picture of a challenge for sharing: question, state, closing, brand; drawn once for each.

Its address has what it shows in it, so what has changed is another picture.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from authorities.dates import format_deadline, format_instant
from authorities.models import AuthoritySettings
from authorities.scope import public_authority, settings_of, with_authority
from challenges.facts.challenges import core_of
from challenges.facts.shapes import ChallengeCore
from challenges.models import ChallengePage
from challenges.models.status import NOT_YET_OPEN, Timing
from challenges.open_data.open_view import open_to_all

# The shape that networks ask for.
CARD_SIZE = (1200, 630)
MARGIN, LINE = 70, 78
LINES = 4
FOR_SECONDS = 30 * 24 * 3600
FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf")
# What stands for a sign that the font lacks.
ALIKE = dict(zip("–—‘’“”…£", ["-", "-", "'", "'", '"', '"', "...", "GBP "], strict=True))


def _said(core: ChallengeCore, authority: AuthoritySettings) -> tuple[str, ...]:
    """Return all that a card says: authority, question, state, date, and its two colours."""
    when = ""
    if core.state in NOT_YET_OPEN and core.opens_at:
        when = _("Opens %s") % format_instant(core.opens_at, authority.zone)
    elif core.state == Timing.OPEN and core.closes_at:
        when = _("Closes %s") % format_deadline(core.closes_at, authority.zone)
    colours = (authority.brand_colour, authority.accent_colour)
    return (authority.name, core.question, core.state_label, when, *colours)


def _version(said: tuple[str, ...]) -> str:
    return blake2b("\0".join(said).encode(), digest_size=8).hexdigest()


def card_address(page: ChallengePage, authority: AuthoritySettings) -> str:
    """Return the whole address of the challenge's card as it reads now; no query."""
    said = _said(core_of(page, timezone.now(), authority.zone), authority)
    path = reverse("card", args=[page.translation_key])
    return f"{authority.site.root_url}{path}?v={_version(said)}"


@open_to_all
def card(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer the card as it reads now, whatever version was asked for."""
    site = public_authority(request)
    found = ChallengePage.objects.readable().listed_on(site).filter(translation_key=key)
    page = next(iter(with_authority(found[:1], site)), None)
    if page is None:
        raise Http404
    authority = page.authority or settings_of(site)
    said = _said(core_of(page, timezone.now(), authority.zone), authority)
    picture = cache.get_or_set(f"card:{_version(said)}", lambda: draw(said), FOR_SECONDS)
    return HttpResponse(picture, content_type="image/png")


def draw(said: tuple[str, ...]) -> bytes:
    """Return the card as PNG. White stands on the brand's colour, which carries it."""
    name, question, state, when, brand, accent = said
    picture = Image.new("RGB", CARD_SIZE, brand)
    pen = ImageDraw.Draw(picture)
    pen.rectangle([0, 0, CARD_SIZE[0], 16], fill=accent)
    width = CARD_SIZE[0] - 2 * MARGIN
    pen.text((MARGIN, MARGIN), _fitting(name, 36, width), font=_font(36), fill="white")
    for number, line in enumerate(_lines(question, 60, width)):
        pen.text((MARGIN, 150 + number * LINE), line, font=_font(60), fill="white")
    foot = " – ".join(filter(None, [state, when]))
    pen.text((MARGIN, 530), _fitting(foot, 36, width), font=_font(36), fill="white")
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the first font that is there; Pillow's own, which knows ASCII alone, always is."""
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


@lru_cache(maxsize=4096)
def _is_drawn(sign: str) -> bool:
    """Return whether the font has this sign: it draws a box for each that it lacks."""
    font = _font(60)
    return bytes(font.getmask(sign)) != bytes(font.getmask("\U0010fffe")) or sign.isspace()


def drawable(text: str) -> str:
    """Return what can be drawn of a text; empty where that is less than half of it.

    The page says the whole text beside the picture; half a word would say something else.
    """
    text = "".join(sign if _is_drawn(sign) else ALIKE.get(sign, sign) for sign in text)
    letters = [sign for sign in text if not sign.isspace()]
    known = sum(_is_drawn(sign) for sign in letters)
    if 2 * known < len(letters):
        return ""
    return " ".join("".join(sign for sign in text if _is_drawn(sign)).split())


def _fitting(text: str, size: int, width: int) -> str:
    """Return the text, cut with an ellipsis where it is wider."""
    text, font = drawable(text), _font(size)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}...") > width:
        text = text[:-1]
    return f"{text.rstrip()}..."


def _lines(text: str, size: int, width: int) -> Iterator[str]:
    """Yield as many lines as the card has room for; a word too long for one is broken."""
    font, left = _font(size), drawable(text).split()
    for number in range(LINES):
        line = ""
        while left and font.getlength(f"{line} {left[0]}".strip()) <= width:
            line = f"{line} {left.pop(0)}".strip()
        if left and not line:
            word = left.pop(0)
            cut = next(at for at in range(len(word), 0, -1) if font.getlength(word[:at]) <= width)
            line, left = word[:cut], [word[cut:], *left]
        if left and number == LINES - 1:
            line = _fitting(" ".join([line, *left]), size, width)
        if line:
            yield line
