"""Emptying an application whose time is over: what remains is states, numbers and history."""

from datetime import datetime
from functools import partial

from django.db import models, transaction
from django.utils.translation import gettext as _

from applications.erasure import erase_draft
from applications.models import (
    AgreedScore,
    Application,
    Assignment,
    Event,
    LegalHold,
    Pitch,
    Score,
    SentScores,
)
from applications.record import history
from applications.searching import refresh_search_text


@transaction.atomic
def empty(application: Application, *, now: datetime) -> None:
    """Erase everything that somebody wrote about or into the application, and its files.

    The history keeps its entries without their reasons, and says that this happened.
    """
    draft = application.draft
    _delete_files(draft.files.all())
    _delete_files(application.notes.all())
    erase_draft(draft)
    draft.save()
    models.QuerySet.update(draft.extensions.all(), reason="")
    application.messages.all().delete()
    _empty_details(application, now)
    _empty_decisions(application)
    _empty_assessment(application)
    history.erase_reasons(application)
    history.record_for(Event.ERASED, application, at=now, is_all=True)


def _empty_details(application: Application, now: datetime) -> None:
    """Take the business, its people and their answers out of every version."""
    application.business_name = application.contact_name = _("Erased")
    application.email = application.company_number = application.postcode = ""
    application.form_data = {}
    application.erased_at = application.erased_at or now
    application.emptied_at = now
    application.save(
        update_fields=[
            "business_name",
            "contact_name",
            "email",
            "company_number",
            "postcode",
            "form_data",
            "erased_at",
            "emptied_at",
        ]
    )
    refresh_search_text(application)
    application.sent_versions.update(details={}, answers={}, files={})


def _empty_decisions(application: Application) -> None:
    """Take the words out of decisions, letters and holds."""
    # Records refuse to be updated; that their time is over is the one reason to.
    models.QuerySet.update(application.decisions.all(), reason="")
    application.letters.update(text="", comments=[], stronger="", held_because="")
    LegalHold.objects.filter(application=application).update(reason="")


def _empty_assessment(application: Application) -> None:
    """Take the words out of scores, declarations and the pitch; the numbers stay."""
    assignments = Assignment.objects.filter(application=application)
    assignments.update(return_reason="", ended_text="")
    Score.objects.filter(assignment__in=assignments).update(comment="", private_comment="")
    for sent in SentScores.objects.filter(assignment__in=assignments):
        scores = [row | {"comment": "", "private_comment": ""} for row in sent.scores]
        models.QuerySet.update(SentScores.objects.filter(pk=sent.pk), scores=scores, reason="")
    AgreedScore.objects.filter(application=application).update(reason="")
    application.not_applicable.update(reason="")
    application.declarations.update(text="")
    Pitch.objects.filter(application=application).update(place="", hand_in="", how_it_went="")


def _delete_files(rows: models.QuerySet) -> None:
    """Delete the rows, and what they stored once that is certain."""
    for row in rows:
        if row.file:
            transaction.on_commit(partial(row.file.storage.delete, row.file.name))
        row.delete()
