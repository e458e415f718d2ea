"""The admin is the authority's own: name, logo, colours, and the words of the work."""

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext

from authorities.contrast import WHITE, _hex, ratio, readable_under_white
from authorities.models import Role
from authorities.scope import settings_of
from tests.challenges.editing.conftest import with_criteria
from tests.challenges.editing.editor import SUBMIT, edit
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.one_database
WORDS = Path(settings.LOCALE_PATHS[0]) / "en_GB" / "LC_MESSAGES"
WORDS_OF_THE_TOOL = ("Wagtail", "Promote", "Slug", "slug", "Snippet", "Around it")


def read(response):
    """Return what is to be read of a page: without scripts and marks."""
    return strip_tags(re.sub(r"<(script|style)\b.*?</\1>", "", response.text, flags=re.DOTALL))


@pytest.mark.parametrize("name", ["wagtailadmin_login", "wagtailadmin_password_reset"])
def test_before_signing_in_one_reads_whose_it_is(client, authority, name):
    response = client.get(reverse(name), headers={"host": authority.hostname})
    title = re.search(r"<title>(.*?)</title>", response.text)[1]
    assert title.endswith(settings_of(authority).name)
    assert settings_of(authority).short_name in read(response)
    assert reverse("admin_css", args=[authority.pk]) in response.text
    assert "Wagtail" not in read(response)


def test_a_person_works_in_their_own_authoritys_admin_at_whatever_address(
    sign_in, authority, other_authority
):
    client = sign_in(UserFactory.working_for(other_authority, Role.EDITOR))
    text = client.get("/admin/", headers={"host": authority.hostname}).text
    theirs = settings_of(other_authority)
    assert f"- {theirs.name}</title>" in text
    assert reverse("admin_css", args=[other_authority.pk]) in text
    assert f'title="{theirs.name}"' in text
    assert settings_of(authority).name not in text


def test_the_logo_stands_above_the_menu(sign_in, authority, pictures):
    own = settings_of(authority)
    own.logo = pictures[0]
    own.save()
    text = sign_in(UserFactory.working_for(authority, Role.EDITOR)).get("/admin/").text
    assert f'<img class="brand brand--logo" src="{own.logo_rendition.url}"' in text


def test_a_page_that_is_not_there_is_the_authoritys_too(sign_in, authority):
    response = sign_in(UserFactory.working_for(authority, Role.EDITOR)).get("/admin/nothing/")
    assert response.status_code == 404
    assert "Wagtail" not in read(response)
    assert settings_of(authority).short_name in read(response)


def test_the_colours_follow_the_brand(client, authority):
    own = settings_of(authority)
    own.brand_colour = "#005ea5"
    own.save()
    text = client.get(reverse("admin_css", args=[authority.pk])).text
    assert "--w-color-primary-hue: 205.8;" in text
    assert own.accent_colour in text
    assert client.get(reverse("admin_css", args=[9999])).status_code == 404


@pytest.mark.parametrize("colour", ["#17375e", "#767676", "#d4351c", "#000000", "#0b7285"])
def test_every_brand_carries_the_menus_words(colour):
    hue, saturation, lightness = readable_under_white(colour)
    shown = _hex(hue / 360, lightness / 100, saturation / 100)
    assert ratio(shown, WHITE) >= 6.9
    if ratio(colour, WHITE) > 7:
        assert abs(ratio(shown, WHITE) - ratio(colour, WHITE)) < 0.2


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER])
def test_the_words_of_the_tool_are_in_no_menu_and_in_no_editor(sign_in, authority, role):
    page = ChallengePageFactory(authority=authority)
    client = sign_in(UserFactory.working_for(authority, role))
    for address in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailsnippets:index"),
        reverse("briefs:index"),
    ):
        response = client.get(address)
        menu = response.text.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
        labels = re.findall(r'"label": "([^"]*)"', menu)
        assert labels
        shown = read(response) + " ".join(labels)
        assert [word for word in WORDS_OF_THE_TOOL if word in shown] == [], address


def test_our_words_are_compiled_as_they_are_written():
    written, name = {}, ""
    for line in (WORDS / "django.po").read_text().splitlines():
        key, _space, text = line.partition(" ")
        if key in ("msgid", "msgstr"):
            kind = key
            name = "" if key == "msgid" else name
        elif not line.startswith('"'):
            continue
        text = ast.literal_eval(text if key in ("msgid", "msgstr") else line)
        if kind == "msgid":
            name += text
        else:
            written[name] = written.get(name, "") + text
    with (WORDS / "django.mo").open("rb") as compiled:
        read_again = GNUTranslations(compiled)
    written.pop("")
    assert len(written) > 5
    for tool, work in written.items():
        assert read_again.gettext(tool) == work == gettext(tool)


def test_wagtails_mails_about_a_page_come_in_the_authoritys_name_and_colour(
    sign_in, authority, mailoutbox
):
    own = settings_of(authority)
    approver = UserFactory.working_for(authority, Role.APPROVER)
    page = with_criteria(ChallengePageFactory(authority=authority, live=False, title="A & B"))
    page.save_revision()
    edit(sign_in(UserFactory.working_for(authority, Role.EDITOR)), page, **SUBMIT)
    (mail,) = [one for one in mailoutbox if one.to == [approver.email]]
    assert "“A & B” waits for your approval" in mail.body
    (html,) = [text for text, _kind in mail.alternatives]
    assert own.name in html
    assert f"background:{own.brand_colour}" in html
    assert "A &amp; B" in html
    assert "A &amp;amp; B" not in html


def test_every_mail_of_wagtails_has_its_form_in_the_brand():
    folder = settings.BASE_DIR / "templates" / "wagtailadmin" / "notifications"
    texts = {path.stem for path in folder.glob("*.txt") if not path.stem.endswith("_subject")}
    assert {path.stem for path in folder.glob("*.html")} == texts - {"base"}
