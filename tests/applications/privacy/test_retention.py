"""How long things are kept: what goes, what stays, and what a legal hold protects."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.serializers import serialize
from django.utils import timezone

from applications.models import (
    Application,
    ApplicationFile,
    Declaration,
    Draft,
    Entry,
    Event,
    Message,
    Note,
    Pitch,
    Score,
    SentScores,
)
from applications.models.status import Status
from applications.privacy import retention
from applications.privacy.erasure import KeptByLaw, erase
from applications.privacy.retention import apply_retention, due_for_erasure, years_kept
from applications.workflow.legal_holds import lift_hold, set_hold
from authorities.models import AuthoritySettings
from challenges.models import ChallengePage
from challenges.presentation.figures import figures_of
from tests.applications.privacy.conftest import YEAR
from tests.factories import ApplicationFactory, DraftFactory
from tests.history import faults
from tests.signing_in import sign_in_by_code


def written_about(application, moderator):
    """Write something private into every place that there is."""
    Message.objects.create(application=application, text="Private message.")
    Note.objects.create(
        application=application,
        author=moderator,
        text="Private note.",
        file=ContentFile(b"note", name="note.txt"),
    )
    Pitch.objects.create(
        application=application,
        starts_at=timezone.now(),
        place="Private place.",
        how_it_went="Private pitch.",
    )
    assessor = application.assignments.first().assessor
    Declaration.objects.create(
        assessor=assessor, application=application, has_conflict=False, text="Private interest."
    )
    ApplicationFile.objects.create(
        draft=application.draft,
        application=application,
        question="plan",
        file=ContentFile(b"plan", name="plan.pdf"),
        name="private-plan.pdf",
        content_type="application/pdf",
        size=4,
        was_sent=True,
    )


def everything_kept():
    """Return every row of the applications app, as text."""
    from django.apps import apps

    rows = [
        row
        for model in apps.get_app_config("applications").get_models()
        if model.__name__ != "LetterTemplate" and model.__name__ != "Terms"
        for row in model.objects.all()
    ]
    return serialize("json", rows)


class TestEmptying:
    def test_words_people_and_files_go_and_states_numbers_and_history_stay(
        self, recorded, moderator, later, django_capture_on_commit_callbacks
    ):
        written_about(recorded.told, moderator)
        stored = [ApplicationFile.objects.get().file, Note.objects.get().file]
        before = (
            list(Application.objects.order_by("pk").values_list("pk", "status")),
            figures_of(ChallengePage.objects.all()),
        )
        with django_capture_on_commit_callbacks(execute=True):
            assert apply_retention(later) == 2
        kept = everything_kept()
        for private in (
            "Private",
            "private-plan",
            "Comment for them",
            "Reason of a moderator",
            "Told advice",
            "Untold letter",
            "Announced Ltd",
            "Ada Okafor",
            recorded.told.email,
            "We listen to the wall",
            "B1 1BB",
        ):
            assert private not in kept, private
        assert not any(file.storage.exists(file.name) for file in stored)
        assert Score.objects.filter(score=4).count() == 2
        assert SentScores.objects.get().scores[0]["score"] == 4
        assert before == (
            list(Application.objects.order_by("pk").values_list("pk", "status")),
            figures_of(ChallengePage.objects.all()),
        )

    def test_the_history_says_so_once_for_each_and_stays_whole(self, recorded, later):
        apply_retention(later)
        assert apply_retention(later) == 0
        erased = Entry.objects.filter(event=Event.ERASED, application__isnull=False)
        assert erased.count() == 2
        assert faults(recorded.page) == []

    def test_one_whose_people_were_erased_before_is_emptied_too(self, recorded, later):
        erase(recorded.told.draft)
        assert apply_retention(later) == 2
        assert "Announced Ltd" not in everything_kept()
        assert faults(recorded.page) == []

    def test_interrupted_it_goes_on_where_it_was(self, recorded, later, monkeypatch):
        anonymise, calls = retention.anonymise, []

        def killed(application, *, now):
            calls.append(application.pk)
            if len(calls) == 2:
                raise KeyboardInterrupt
            anonymise(application, now=now)

        monkeypatch.setattr(retention, "anonymise", killed)
        with pytest.raises(KeyboardInterrupt):
            apply_retention(later)
        monkeypatch.setattr(retention, "anonymise", anonymise)
        assert apply_retention(later) == 1

    def test_its_screens_still_open(self, recorded, later, auditor, sign_in):
        apply_retention(later)
        client = sign_in(auditor)
        for path in (
            f"/admin/queue/inspect/{recorded.told.pk}/",
            f"/admin/record/{recorded.page.pk}/",
            f"/admin/record/application/{recorded.told.pk}/",
        ):
            assert client.get(path).status_code == 200


class TestPeriods:
    @pytest.mark.parametrize(
        ("status", "years"),
        [
            (Status.SELECTED, 5),
            (Status.PROCURED, 5),
            (Status.MATCHED, 4),
            (Status.NOT_SELECTED, 4),
            (Status.NOT_MATCHED, 3),
            (Status.INELIGIBLE, 3),
            (Status.WITHDRAWN, 2),
            (Status.IN_ASSESSMENT, 6),
        ],
    )
    def test_each_state_has_its_own(self, recorded, authority, status, years):
        AuthoritySettings.objects.filter(site=authority).update(
            years_selected=5, years_matched=4, years_not_matched=3, years_withdrawn=2
        )
        settings = AuthoritySettings.objects.get(site=authority)
        assert years_kept(settings, status) == years
        application = ApplicationFactory(page=recorded.page, status=status)
        closed = recorded.page.closes_at
        sent = timezone.now() - closed

        def is_due(now):
            return any(due.application == application for due in due_for_erasure(now))

        assert not is_due(closed + years * YEAR - timedelta(days=1))
        assert is_due(closed + years * YEAR + sent + timedelta(days=1))

    def test_none_is_longer_than_what_applicants_read(self, authority):
        settings = AuthoritySettings.objects.get(site=authority)
        settings.years_selected = settings.retention_years + 1
        with pytest.raises(ValidationError, match="nothing is kept for more than 6 years"):
            settings.clean()

    def test_a_draft_that_was_not_sent_goes_after_the_authoritys_days(self, recorded, authority):
        AuthoritySettings.objects.filter(site=authority).update(draft_days=10)
        DraftFactory(page=recorded.page)
        assert apply_retention(timezone.now() + timedelta(days=9)) == 0
        assert apply_retention(timezone.now() + timedelta(days=11)) == 1
        assert not Draft.objects.filter(application=None).exists()


class TestTheCommand:
    def test_a_dry_run_lists_what_would_go_and_erases_nothing(self, recorded, later):
        import time_machine

        out = io.StringIO()
        with time_machine.travel(later):
            call_command("apply_retention", "--dry-run", stdout=out)
        said = out.getvalue()
        assert f"{recorded.told.reference}\tMatched\tclosed on" in said
        assert "6 years after closing" in said
        assert "Would erase 2." in said
        assert not Application.objects.exclude(emptied_at=None).exists()

    def test_it_erases_and_says_how_many(self, recorded, later):
        import time_machine

        out = io.StringIO()
        with time_machine.travel(later):
            call_command("apply_retention", stdout=out)
        assert "Erased 2." in out.getvalue()


class TestLegalHold:
    def test_what_it_covers_stays_until_it_is_lifted(self, recorded, manager, later):
        hold = set_hold(recorded.told, reason="A complaint.", by=manager)
        assert apply_retention(later) == 1
        recorded.told.refresh_from_db()
        assert recorded.told.emptied_at is None
        lift_hold(hold, reason="Settled.", by=manager)
        assert apply_retention(later) == 1

    def test_a_whole_page_can_be_held(self, recorded, manager, later):
        set_hold(recorded.told, whole_page=True, reason="A court.", by=manager)
        assert apply_retention(later) == 0
        assert list(due_for_erasure(later)) == []

    def test_an_applicant_who_asks_for_erasure_is_told_the_truth(
        self, recorded, manager, client, authority
    ):
        application = recorded.told
        set_hold(application, reason="A complaint.", by=manager)
        with pytest.raises(KeptByLaw):
            erase(application.draft)
        sign_in_by_code(client, application.email, at=authority)
        answer = client.post(
            f"{application.private_path}erase/", headers={"host": authority.hostname}
        )
        assert answer.status_code == 409
        assert "the law asks us to keep what you sent" in answer.text
        assert "A complaint." not in answer.text
        application.refresh_from_db()
        assert (application.status, application.erased_at) == (Status.MATCHED, None)


def test_a_draft_that_was_saved_meanwhile_is_kept(recorded, later):
    draft = DraftFactory(page=recorded.page)
    due = next(one for one in due_for_erasure(later) if one.draft == draft)
    Draft.objects.filter(pk=draft.pk).update(saved_at=later)
    assert not retention._erase(due, later)
    assert Draft.objects.filter(pk=draft.pk).exists()
