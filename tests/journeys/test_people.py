"""An administrator in a browser: from the invitation to the last day, with axe on each screen."""

from urllib.parse import urlsplit

from post_office.models import Email

from applications.models.status import Status
from authorities.models import Role, User
from authorities.people.acts import Act
from authorities.people.invitations import Invited, invite
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.journeys.accessibility import COLOURS, findings
from tests.journeys.places import LONG_WORD
from tests.permissions.staff_scene import hire

NEW = "rain-remembers-walls"


def test_axe_finds_nothing_on_the_screens_about_people_and_none_scrolls_sideways(site, sign_in):
    window = sign_in(Role.ADMINISTRATOR)
    administrator = User.objects.get(groups__authority_group__role=Role.ADMINISTRATOR)
    page = ChallengePageFactory(authority=site, closed=True)
    people = hire(
        site, LONG_WORD, administrator, ApplicationFactory(page=page, status=Status.SELECTED)
    )
    colleague, away = people["colleague"].pk, people["away"].pk
    found = []
    for address in (
        "/admin/people/",
        "/admin/people/?q=nobody",
        "/admin/people/invite/",
        "/admin/people/events/",
        f"/admin/people/{colleague}/",
        f"/admin/people/{away}/",
        f"/admin/people/{administrator.pk}/",
        f"/admin/people/{colleague}/suspend/",
        f"/admin/people/{colleague}/open-work/",
    ):
        for width in (1280, 390):
            window.set_viewport_size({"width": width, "height": 900})
            assert window.goto(address).status == 200
            found += [f"{address}: {line}" for line in findings(window, part=".desk")]
            wide = window.evaluate("() => document.scrollingElement.scrollWidth")
            found += [f"{address}: {wide} pixels wide"] if wide > width else []
        window.emulate_media(color_scheme="dark")
        found += [f"{address}, dark: {line}" for line in findings(window, COLOURS, part=".desk")]
        window.emulate_media(color_scheme="light")
    assert found == []


def test_somebody_is_invited_joins_and_is_suspended(site, sign_in, open_window):
    administrator = sign_in(Role.ADMINISTRATOR)
    administrator.get_by_role("link", name="People", exact=True).click()
    administrator.get_by_role("link", name="Invite somebody").click()
    administrator.get_by_label("Email address").fill("ada@example.com")
    administrator.get_by_label("First name").fill("Ada")
    administrator.get_by_label("Last name").fill("Lovelace")
    administrator.get_by_role("button", name="Send the invitation").click()
    administrator.get_by_text("Choose one role at least.").first.wait_for()
    administrator.get_by_role("checkbox", name="Moderator:").check()
    administrator.get_by_role("button", name="Send the invitation").click()
    administrator.get_by_text("ada@example.com is invited").first.wait_for()
    administrator.get_by_role("cell", name="Invited").wait_for()

    (mail,) = Email.objects.filter(to="ada@example.com")
    link = next(line for line in mail.message.splitlines() if "/admin/invitation/" in line)
    ada = open_window(390, 844)
    ada.goto(urlsplit(link).path)
    assert findings(ada) == []
    ada.get_by_label("Password").fill("short")
    ada.get_by_role("button", name="Accept").click()
    ada.get_by_text("This password is too short").first.wait_for()
    assert findings(ada) == []
    ada.get_by_label("Password").fill(NEW)
    ada.get_by_role("button", name="Accept").click()
    ada.wait_for_url("**/admin/")
    ada.goto(urlsplit(link).path)
    ada.get_by_role("heading", name="This link no longer works").wait_for()
    assert findings(ada) == []

    administrator.reload()
    administrator.get_by_role("link", name="Ada Lovelace").click()
    administrator.get_by_role("link", name="Suspend").click()
    administrator.get_by_label("Why").fill("They left.")
    administrator.get_by_role("button", name="Suspend").click()
    administrator.get_by_text("Ada Lovelace is suspended here.").first.wait_for()
    ada.goto("/admin/")
    ada.wait_for_url("**/admin/login/**")


def test_who_works_for_another_authority_is_asked_for_their_password(
    site, other_authority, open_window
):
    UserFactory.working_for(
        other_authority, Role.EDITOR, email="grace@x.example", password="pbkdf2_sha256$1$a$b"
    )
    path = invite(Invited("grace@x.example", "", "", [Role.AUDITOR]), Act(site, None))
    window = open_window(390, 844)
    window.goto(path)
    window.get_by_text("You have an account with this address").wait_for()
    assert findings(window) == []
