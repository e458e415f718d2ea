"""The menu by what people do, and the lists that it leads to."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from authorities.models import Role
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory, SuccessStoryPageFactory, UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.one_database
WRITING = ["Briefs", "Questions to answer", "Stories"]


def menu(client):
    """Return the labels of the menu with their addresses, in its order."""
    text = client.get("/admin/", follow=True).text
    found = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', text, re.DOTALL)
    props = found[1] if found else "{}"
    labels = re.findall(r'"label": "([^"]*)", "icon_name"[^}]*\}, "?([^",\]]*)', props)
    json.loads(props)
    return [label for label, _address in labels], props


@pytest.mark.parametrize(
    ("role", "items"),
    [
        (Role.EDITOR, WRITING),
        (Role.APPROVER, WRITING),
        (Role.PROGRAMME_MANAGER, [*WRITING, "Applications", "Challenge progress", "Settings"]),
        (Role.MODERATOR, ["Applications", "Challenge progress"]),
        (Role.AUDITOR, ["Applications", "Challenge progress"]),
        (Role.ASSESSOR, ["Assessment"]),
        (Role.ADMINISTRATOR, ["People"]),
    ],
)
def test_each_role_is_offered_its_own_work_and_no_other(sign_in, authority, role, items):
    labels, _props = menu(sign_in(UserFactory.working_for(authority, role)))
    named = {*WRITING, "Applications", "Challenge progress", "Assessment", "People", "Settings"}
    assert sorted(named & set(labels)) == sorted(items)


def test_each_item_of_an_editors_menu_leads_somewhere(sign_in, authority):
    ChallengePageFactory(authority=authority)
    client = sign_in(UserFactory.working_for(authority, Role.EDITOR))
    _labels, props = menu(client)
    addresses = set(re.findall(r'"(/admin/[^"]*/)"', props))
    assert reverse("briefs:index") in addresses
    wrong = {
        address
        for address in addresses - {reverse("wagtailadmin_logout")}
        if client.get(address, follow=True).status_code != 200
    }
    assert wrong == set()


def test_the_list_of_briefs_has_a_tag_for_each_state(sign_in, authority, other_authority):
    now = timezone.now()
    for title, values in (
        ("Draft", {"live": False}),
        ("Open", {}),
        ("Over", {"closes_at": now - timedelta(days=1), "stage": Stage.CANCELLED}),
    ):
        ChallengePageFactory(authority=authority, title=title, **values)
    ChallengePageFactory(authority=other_authority, title="Theirs")
    client = sign_in(UserFactory.working_for(authority, Role.EDITOR))
    text = client.get(reverse("briefs:index")).text
    assert re.findall(r"app-tag app-tag--(\w+)", text).__len__() == 3
    for kind in ("neutral", "open", "cancelled"):
        assert f"app-tag--{kind}" in text
    assert "Theirs" not in text


def test_the_lists_ask_as_much_however_long_they_are(sign_in, authority):
    client = sign_in(UserFactory.working_for(authority, Role.EDITOR))

    def fill(number):
        for _number in range(number):
            page = ChallengePageFactory(authority=authority)
            SuccessStoryPageFactory(authority=authority, challenge=page)

    fill(2)
    lists = ("briefs:index", "stories:index")
    few = [count_queries(lambda name=name: client.get(reverse(name))) for name in lists]
    fill(8)
    many = [count_queries(lambda name=name: client.get(reverse(name))) for name in lists]
    assert many == few
    assert max(few) <= 30
