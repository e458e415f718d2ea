"""Pitches: told to the applicant, handed in for in time, and noted afterwards."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from applications.assessment import pitches, rounds
from applications.assessment.rounds import AssessmentRefused
from applications.models import ApplicationFile, Entry, Event, Pitch
from applications.models.status import Status
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ApplicationFactory


def slides(content=PDF):
    return SimpleUploadedFile("slides.pdf", content, "application/pdf")


def invite(application, by, **changes):
    values = {
        "starts_at": timezone.now() + timedelta(days=5),
        "place": "Council House, room 2",
        "hand_in": "At most ten slides.",
        "hand_in_by": timezone.now() + timedelta(days=4),
    }
    return pitches.invite_to_pitch(application, by=by, **(values | changes))


def test_the_applicant_is_told_of_every_change(application, moderator, stranger):
    pitch = invite(application, moderator)
    invite(application, moderator, place="Library")
    pitch.refresh_from_db()
    body = stranger.get(application.private_path).content.decode()
    assert "Library" in body
    assert "At most ten slides." in body
    pitches.cancel_pitch(pitch, by=moderator, reason="A fire.")
    assert "is cancelled" in stranger.get(application.private_path).content.decode()
    subjects = [mail.subject for mail in Email.objects.order_by("pk")]
    assert [subject.partition(":")[0] for subject in subjects] == [
        "You are invited to pitch",
        "Your pitch has changed",
        "Your pitch is cancelled",
    ]
    assert [entry.about["what"] for entry in Entry.objects.filter(event=Event.PITCH)] == [
        "invited",
        "moved",
        "cancelled",
    ]


def test_times_that_do_not_fit_are_refused(application, moderator):
    now = timezone.now()
    for changes in (
        {"starts_at": now},
        {"hand_in_by": None},
        {"hand_in_by": now + timedelta(days=6)},
        {"hand_in_by": now},
    ):
        with pytest.raises(AssessmentRefused):
            invite(application, moderator, **changes)
    assert not Pitch.objects.exists()


def test_only_who_is_assessed_pitches(page, moderator):
    with pytest.raises(AssessmentRefused, match="being assessed"):
        invite(ApplicationFactory(page=page, status=Status.SCREENING), moderator)


def test_a_file_is_handed_in_on_the_private_page_and_replaced(application, moderator, stranger):
    pitch = invite(application, moderator)
    path = reverse("application_pitch", args=[application.draft.secret])
    assert stranger.post(path).status_code == 422
    wrong = stranger.post(path, {"file": slides(b"not a PDF")})
    assert wrong.status_code == 422
    assert b"This is a plain text. Save it as a PDF" in wrong.content
    assert stranger.post(path, {"file": slides()}).status_code == 302
    stranger.post(path, {"file": slides()})
    assert pitches.handed_in(pitch).question == Pitch.FILE
    assert ApplicationFile.objects.filter(is_in_draft=False, was_sent=True).count() == 2
    assert b"slides.pdf" in stranger.get(path).content


def test_nothing_is_handed_in_after_the_time_or_for_a_cancelled_pitch(application, moderator):
    pitch = invite(application, moderator)
    with pytest.raises(AssessmentRefused, match="has passed"):
        pitches.hand_in(pitch, slides(), now=pitch.hand_in_by)
    pitches.cancel_pitch(pitch, by=moderator, reason="A fire.")
    with pytest.raises(AssessmentRefused):
        pitches.hand_in(pitch, slides())
    assert not ApplicationFile.objects.exists()


def test_without_a_pitch_there_is_no_page_for_it(application, stranger):
    path = reverse("application_pitch", args=[application.draft.secret])
    assert stranger.get(path).status_code == 404


def test_a_moderator_invites_moves_and_notes_on_the_applications_screen(at_desk, application):
    path = reverse("assessment_pitch", args=[application.pk])
    when = (timezone.localtime() + timedelta(days=3)).replace(microsecond=0, tzinfo=None)
    typed = {"pitch-starts_at": when.isoformat(timespec="minutes"), "pitch-place": ""}
    refused = at_desk.post(path, typed)
    assert refused.status_code == 409
    assert typed["pitch-starts_at"].encode() in refused.content
    assert at_desk.post(path, typed | {"pitch-place": "Library"}).status_code == 302
    pitch = Pitch.objects.get()
    assert timezone.localtime(pitch.starts_at).replace(tzinfo=None, second=0) == when.replace(
        second=0
    )
    went = reverse("assessment_pitch_went", args=[application.pk])
    assert at_desk.post(went, {"how_it_went": " "}).status_code == 409
    assert at_desk.post(went, {"how_it_went": "They showed a wall."}).status_code == 302
    screen = at_desk.get(reverse("queue_modeladmin_inspect", args=[application.pk])).content
    assert b"They showed a wall." in screen


def test_a_closed_assessment_moves_no_pitch(page, application, moderator):
    pitch = invite(application, moderator)
    rounds.close(page, by=moderator)
    with pytest.raises(AssessmentRefused, match="closed"):
        pitches.cancel_pitch(pitch, by=moderator, reason="Why.")
