"""What an editor may choose for a success story."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models.status import Status
from authorities.models import Role
from challenges.models import SuccessStoryListingPage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory


def sent(authority, name, **how):
    page = ChallengePageFactory(authority=authority, closed=True)
    return ApplicationFactory(page=page, business_name=name, **how)


@pytest.fixture
def offered(authority, other_authority, sign_in):
    """Return a function that opens the form of a new story as an editor."""

    def open_form() -> str:
        client = sign_in(UserFactory.working_for(authority, Role.EDITOR))
        parent = SuccessStoryListingPage.objects.child_of(authority.root_page).get()
        path = reverse("wagtailadmin_pages:add", args=["challenges", "successstorypage", parent.pk])
        return client.get(path).content.decode()

    return open_form


def test_a_selection_that_was_told_is_offered(offered, authority):
    sent(authority, "Told Ltd", status=Status.SELECTED, released_status=Status.SELECTED)
    due = timezone.now() - timedelta(minutes=1)
    sent(
        authority,
        "Due Ltd",
        status=Status.SELECTED,
        released_status=Status.MATCHED,
        next_status=Status.SELECTED,
        next_status_at=due,
    )
    form = offered()
    assert "Told Ltd" in form
    assert "Due Ltd" in form


def test_a_selection_that_nobody_was_told_of_is_not(offered, authority):
    sent(authority, "Untold Ltd", status=Status.SELECTED, released_status=Status.MATCHED)
    sent(
        authority,
        "Planned Ltd",
        status=Status.SELECTED,
        released_status=Status.MATCHED,
        next_status=Status.SELECTED,
        next_status_at=timezone.now() + timedelta(days=1),
    )
    sent(authority, "Matched Ltd", status=Status.MATCHED, released_status=Status.MATCHED)
    form = offered()
    for name in ("Untold Ltd", "Planned Ltd", "Matched Ltd"):
        assert name not in form


def test_a_selection_of_another_authority_is_not(offered, other_authority):
    sent(other_authority, "Other Ltd", status=Status.SELECTED, released_status=Status.SELECTED)
    assert "Other Ltd" not in offered()
