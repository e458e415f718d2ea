"""axe, on every kind of page: WCAG 2.2 at levels A and AA, and its best practices."""

import pytest

from applications.models.status import Status
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.journeys.accessibility import COLOURS, findings
from tests.journeys.places import furnish


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_any_public_page_in_light_or_dark(site, pictures, open_window, width):
    window = open_window(width, 900)
    found = []
    for name, go in furnish(site, pictures[0]).items():
        window.emulate_media(color_scheme="light")
        go(window)
        found += [f"{name}: {finding}" for finding in findings(window)]
        window.emulate_media(color_scheme="dark")
        found += [f"{name}, dark: {finding}" for finding in findings(window, COLOURS)]
    assert found == []


def test_axe_finds_nothing_on_the_desk_of_a_moderator(site, sign_in):
    challenge = ChallengePageFactory(authority=site, closed=True)
    application = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    moderator = sign_in(Role.MODERATOR)
    found = []
    for address, part in (
        ("/admin/queue/", "main"),
        (f"/admin/queue/inspect/{application.pk}/", ".desk"),
        ("/admin/progress/", ".desk"),
        (f"/admin/progress/{challenge.pk}/", ".desk"),
    ):
        assert moderator.goto(address).status == 200
        found += [f"{address}: {finding}" for finding in findings(moderator, part=part)]
    assert found == []
