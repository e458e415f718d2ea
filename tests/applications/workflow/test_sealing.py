"""Sealed until closing: what is shown of an application, and the look that is needed."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, ApplicationFile, Entry, Event, SealOverride
from applications.workflow.permissions import may_view
from applications.workflow.sealing import (
    SealOverrideRefused,
    override_seal,
    sealed_pages,
    unsealed_at,
)
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory

QUEUE = "/admin/queue/"


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def sealed(authority):
    page = ChallengePageFactory(authority=authority, is_sealed=True, title="Sealed challenge")
    return ApplicationFactory(
        page=page, business_name="Drywall Labs", email="ada@drywall.example", contact_name="Ada O"
    )


def screen(application):
    return reverse("queue_modeladmin_inspect", args=[application.pk])


def test_the_list_shows_reference_challenge_and_time_alone(desk, sealed):
    desk.post(
        reverse("queue_columns"),
        {"columns": ["business", "contact", "challenge", "sent", "files", "postcode", "size"]},
    )
    text = desk.get(QUEUE).text
    assert sealed.reference in text
    assert "Sealed challenge" in text
    assert "sealed" in text
    for hidden in ("Drywall", "Ada O", "B1 1BB", "likely duplicate"):
        assert hidden not in text, hidden


@pytest.mark.parametrize("words", ["drywall", "ada@drywall.example", "listen to the wall"])
def test_no_words_of_a_sealed_application_are_found(desk, sealed, words):
    assert desk.get(QUEUE, {"q": words}).context["object_list"] == []


def test_its_reference_finds_it_as_the_list_does(desk, sealed):
    found = desk.get(QUEUE, {"q": sealed.reference.lower()}).context["object_list"]
    assert found == [sealed]


def test_what_is_not_sealed_is_a_queryset_that_time_alone_changes(sealed):
    now = timezone.now()
    later = sealed.page.specific.closes_at
    assert sealed_pages(now) == {sealed.page_id}
    assert not unsealed_at(Application.objects.all(), now).exists()
    assert unsealed_at(Application.objects.all(), later).get() == sealed


def test_the_screen_says_that_it_is_sealed_and_shows_nothing_else(desk, sealed):
    text = desk.get(screen(sealed)).text
    assert "This application is sealed" in text
    assert "Drywall" not in text
    assert "We listen to the wall." not in text
    assert desk.post(reverse("application_move", args=[sealed.pk])).status_code == 404


def test_a_look_needs_a_reason_and_is_on_the_record(desk, moderator, sealed):
    address = reverse("application_look", args=[sealed.pk])
    response = desk.post(address, {"reason": "  "})
    assert response.status_code == 422
    assert "Write why you need to look" in response.text
    assert not SealOverride.objects.exists()
    text = desk.post(address, {"reason": "They say a file is unreadable."}, follow=True).text
    assert "We listen to the wall." in text
    assert "for an hour" in text
    entry = Entry.objects.get(event=Event.LOOKED)
    assert (entry.actor, entry.reason) == (moderator, "They say a file is unreadable.")


def test_a_look_opens_for_this_person_alone_for_an_hour_files_too(
    desk, sign_in, authority, moderator, sealed
):
    file = ApplicationFile.objects.create(
        draft=sealed.draft,
        application=sealed,
        question="q",
        file=ContentFile(b"Plan", "plan.pdf"),
        name="plan.pdf",
        content_type="application/pdf",
        size=4,
        was_sent=True,
    )
    download = reverse("application_file", args=[sealed.pk, file.pk])
    preview = reverse("application_preview", args=[sealed.pk, file.pk])
    assert desk.get(download).status_code == desk.get(preview).status_code == 404
    now = timezone.now()
    override_seal(sealed, by=moderator, reason="Unreadable?", now=now)
    assert desk.get(download).status_code == 200
    assert may_view(moderator, sealed, now=now + timedelta(minutes=59))
    assert not may_view(moderator, sealed, now=now + timedelta(minutes=61))
    colleague = UserFactory.working_for(authority, Role.MODERATOR)
    assert not may_view(colleague, sealed, now=now)
    assert sign_in(colleague).get(download).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EDITOR])
def test_who_cannot_decide_cannot_look(authority, sealed, role):
    with pytest.raises(SealOverrideRefused):
        override_seal(sealed, by=UserFactory.working_for(authority, role), reason="Curious.")


def test_another_authority_does_not_learn_that_it_exists(sign_in, other_authority, sealed):
    client = sign_in(UserFactory.working_for(other_authority, Role.MODERATOR))
    assert client.get(screen(sealed)).status_code == 404
    response = client.post(reverse("application_look", args=[sealed.pk]), {"reason": "x"})
    assert response.status_code == 404


def test_the_business_does_not_leak_through_its_other_applications(desk, authority, sealed):
    open_one = ApplicationFactory(
        page=ChallengePageFactory(authority=authority, closed=True),
        business_name="Drywall Labs",
        email=sealed.email,
    )
    assert sealed.reference not in desk.get(screen(open_one)).text


def test_once_it_has_closed_everybody_of_the_queue_reads_it(desk, sealed):
    page = sealed.page.specific
    page.closes_at = timezone.now() - timedelta(seconds=1)
    page.save()
    assert "We listen to the wall." in desk.get(screen(sealed)).text
