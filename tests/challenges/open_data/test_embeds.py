"""What others show on their own pages: frames, oEmbed, and cards for sharing."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image

from authorities.models import AuthoritySettings, Role
from authorities.models.authority import validate_origins
from challenges.models.status import Stage
from challenges.open_data.embeds import cards
from tests.factories import ChallengePageFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db
FRAME = "/embed/challenges/"


@pytest.fixture
def only_pillows_font(monkeypatch):
    """A machine without fonts."""
    kept = (cards._font, cards._is_drawn)
    for one in kept:
        one.cache_clear()
    monkeypatch.setattr(cards, "FONTS", ())
    yield
    for one in kept:
        one.cache_clear()


def directive(response, name) -> str:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return next(" ".join(rest) for found, *rest in parts if found == name)


def allow(authority, lines):
    AuthoritySettings.objects.filter(site=authority).update(embedded_by=lines)


def test_a_frame_shows_what_is_open_and_nothing_runs_in_it(record, browse):
    response = browse(FRAME)
    assert record.opened.question in response.text
    assert record.opened.full_url in response.text
    assert record.done.full_url not in response.text
    assert "<script" not in response.text
    assert not response.cookies
    assert "Vary" not in response or "Cookie" not in response["Vary"]
    assert directive(response, "default-src") == "'none'"
    assert response.text.count("(opens in a new tab)") == response.text.count('target="_blank"') > 1


@pytest.mark.parametrize(
    ("lines", "ancestors"),
    [
        ("", "'none'"),
        ("*", "*"),
        ("https://council.example", "https://council.example"),
        (
            "https://council.example\nhttp://x.example:8080",
            "https://council.example http://x.example:8080",
        ),
    ],
)
def test_the_authority_says_who_may_frame_it(record, authority, browse, lines, ancestors):
    allow(authority, lines)
    for path in (FRAME, f"/embed/figures/{record.programme.translation_key}/"):
        response = browse(path)
        assert directive(response, "frame-ancestors") == ancestors
        assert "X-Frame-Options" not in response
    assert directive(browse("/challenges/"), "frame-ancestors") == "'none'"


@pytest.mark.parametrize(
    "typed",
    [
        "https://council.example/path",
        "council.example",
        "https://council.example, https://x.example",
        "https://council.example;script-src *",
        "* https://council.example",
        "http://münchen.example",
        "'self'",
        "https://*.example",
    ],
)
def test_what_is_no_address_of_a_site_is_refused_in_our_words(typed):
    with pytest.raises(ValidationError, match="Enter one address a line"):
        validate_origins(typed)


def test_who_works_here_sees_what_everybody_sees(record, browse, client, authority):
    anybody = browse(FRAME)
    client.force_login(UserFactory.working_for(authority, Role.EDITOR))
    response = browse(FRAME)
    assert response.content == anybody.content
    assert not response.cookies


def test_the_number_is_bounded_and_the_theme_narrows(record, authority, browse):
    for number in range(25):
        ChallengePageFactory(
            authority=authority,
            closes_at=timezone.now() + timedelta(days=20 + number),
            themes=[ThemeFactory(authority=authority, slug=f"theme-{number}")],
        )
    shown = {
        asked: browse(f"{FRAME}?{asked}").text.count("<article>")
        for asked in ("", "number=0", "number=3", "number=100000", "number=x", "theme=theme-7")
    }
    assert list(shown.values()) == [5, 1, 3, 20, 5, 1]


def test_where_nothing_is_open_the_frame_says_so_and_leads_on(authority, browse):
    text = browse(FRAME).text
    assert "Nothing is open now" in text
    assert "/challenges/" in text


def test_the_html_to_copy_shows_what_was_chosen(record, browse):
    text = browse("/embed/?theme=better-health&number=7").text
    html = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)[1])
    address = unescape(re.search(r'src="([^"]+)"', html)[1])
    assert address.endswith(f"{FRAME}?theme=better-health&number=7")
    assert 'title="Open challenges of Birmingham City Council"' in html
    assert "No other site may show them yet" in text
    assert browse(address.removeprefix("http://birmingham.example.org")).status_code == 200


def test_oembed_answers_for_a_challenge_and_for_figures(record, read, browse):
    found = read(f"/oembed?url={record.opened.full_url}&maxwidth=300&maxheight=9999")
    assert (found["type"], found["version"], found["width"]) == ("rich", "1.0", 300)
    address = re.search(r'src="([^"]+)"', found["html"])[1]
    frame = browse(address.removeprefix("http://birmingham.example.org"))
    assert record.opened.question in frame.text
    assert found["thumbnail_url"].startswith("http://birmingham.example.org/cards/")
    figures = read(f"/oembed?url={record.programme.full_url}")
    frame = browse(re.search(r'src="http://[^/]+([^"]+)"', figures["html"])[1])
    assert "528" in frame.text
    assert "oembed?url=http" in browse(record.opened.url).text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 404),
        ("?url=http://[bad", 404),
        ("?url=http://elsewhere.example/challenges/", 404),
        ("?url=http://birmingham.example.org/challenges/", 404),
        ("?url=http://birmingham.example.org/no/such/page/", 404),
        ("?url=http://birmingham.example.org/&format=xml", 501),
    ],
)
def test_oembed_says_what_it_has_not(authority, read, asked, status):
    assert read(f"/oembed{asked}", status)["status"] == status


def test_a_card_is_drawn_once_and_another_after_a_change(record, browse, monkeypatch):
    page, drawn = record.opened, []
    draw = cards.draw
    monkeypatch.setattr(cards, "draw", lambda said: drawn.append(said) or draw(said))
    address = cards.card_address(page, page.get_site().authoritysettings)
    path = address.removeprefix("http://birmingham.example.org")
    first = browse(path)
    assert Image.open(BytesIO(first.content)).size == (1200, 630)
    assert browse(path).content == first.content
    assert browse(path, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert len(drawn) == 1
    page.stage, page.stage_changed_at = Stage.WITHDRAWN, timezone.now()
    page.save()
    assert browse(path)["ETag"] != first["ETag"]
    assert cards.card_address(page, page.get_site().authoritysettings) != address
    assert drawn[1][2] == "Withdrawn"
    page.unpublish()
    assert browse(path).status_code == 404


def test_a_challenge_without_a_picture_is_shared_with_its_card(record, browse):
    found = re.search(r'property="og:image" content="([^"]+)"', browse(record.opened.url).text)[1]
    path = found.removeprefix("http://birmingham.example.org")
    assert browse(path)["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("How might we – £20 – notice?", "How might we - GBP 20 - notice?"),
        ("How do 🐝 live?", "How do live?"),
        ("ஈரம் எப்படி", ""),
        ("كيف نلاحظ الرطوبة", ""),
    ],
)
def test_no_sign_is_drawn_as_a_box(typed, drawn, only_pillows_font):
    assert cards.drawable(typed) == drawn


def test_a_font_of_the_machine_has_more_signs():
    for typed in ("How might we – £20 – notice?", "கௌ 🐝 李 كيف"):
        assert all(cards._is_drawn(sign) for sign in cards.drawable(typed))


def test_a_question_of_any_length_fits():
    for question in ("word " * 60, "w" * 90, "W" * 255, "", "🐝"):
        made = cards.draw(("A council", question, "Open", "Closes soon", "#17375e", "#e8a33d"))
        assert Image.open(BytesIO(made)).size == cards.CARD_SIZE
        lines = list(cards._lines(question, 60, 1060))
        assert len(lines) <= cards.LINES
        assert all(cards._font(60).getlength(line) <= 1060 for line in lines)


@pytest.mark.parametrize("path", ["/embed/challenges/{}/", "/cards/challenges/{}.png"])
def test_another_sites_challenge_is_not_shown_here(record, browse, other_authority, path):
    address = path.format(record.opened.translation_key)
    assert browse(address).status_code == 200
    assert browse(address, at=other_authority).status_code == 404
