"""Pitches: when and where a business shows its idea, what it hands in, and how it went."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.assessment.mails import queue_pitch
from applications.assessment.permissions import DECLARED_ABOUT, may_manage
from applications.assessment.rounds import AssessmentRefused, lock, lock_open, reason_in, require
from applications.files.upload_validation import file_type, validate_upload
from applications.history.chain import record_for
from applications.models import Application, ApplicationFile, Event, Pitch
from applications.models.status import Status
from authorities.models import User
from authorities.uploads.names import safe_name
from authorities.uploads.scanning import scan_upload


@transaction.atomic
def invite_to_pitch(
    application: Application,
    *,
    starts_at: datetime,
    place: str,
    hand_in: str = "",
    hand_in_by: datetime | None = None,
    by: User,
    now: datetime | None = None,
) -> Pitch:
    """Invite the applicant to pitch, or move the time or place of their pitch; they are told.

    Raises `AssessmentRefused` for who may not, for times that have passed or do not fit, and for
    an application that is not in assessment or beyond.
    """
    now = now or timezone.now()
    require(may_manage(by, application.authority))
    lock_open(application.page)
    application.refresh_from_db(fields=["status"])
    if application.status not in DECLARED_ABOUT:
        raise AssessmentRefused(_("Only who is being assessed can be invited to pitch."))
    if starts_at <= now:
        raise AssessmentRefused(_("Choose a time that is still to come."))
    if hand_in and not (hand_in_by and now < hand_in_by <= starts_at):
        raise AssessmentRefused(_("Choose until when to hand in: after now, before the pitch."))
    pitch, is_new = Pitch.objects.update_or_create(
        application=application,
        defaults={
            "starts_at": starts_at,
            "place": place,
            "hand_in": hand_in,
            "hand_in_by": hand_in_by if hand_in else None,
            "cancelled_at": None,
        },
    )
    _record(pitch, "invited" if is_new else "moved", now, actor=by)
    subject = _("You are invited to pitch") if is_new else _("Your pitch has changed")
    queue_pitch(pitch, subject, now)
    return pitch


@transaction.atomic
def cancel_pitch(pitch: Pitch, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Cancel a pitch and tell the applicant; raise `AssessmentRefused` where this cannot be."""
    now = now or timezone.now()
    require(may_manage(by, pitch.application.authority))
    reason = reason_in(reason)
    lock_open(pitch.application.page)
    pitch.refresh_from_db()
    if pitch.cancelled_at:
        raise AssessmentRefused(_("This pitch is cancelled already."))
    pitch.cancelled_at = now
    pitch.save(update_fields=["cancelled_at"])
    _record(pitch, "cancelled", now, actor=by, reason=reason)
    queue_pitch(pitch, _("Your pitch is cancelled"), now)


@transaction.atomic
def note_how_it_went(pitch: Pitch, *, text: str, by: User, now: datetime | None = None) -> None:
    """Write how a pitch went; raise `AssessmentRefused` for who may not, and for no text."""
    require(may_manage(by, pitch.application.authority))
    lock_open(pitch.application.page)
    if not text.strip():
        raise AssessmentRefused(_("Write how it went."))
    pitch.how_it_went = text.strip()[:5000]
    pitch.save(update_fields=["how_it_went"])
    _record(pitch, "noted", now or timezone.now(), actor=by)


@transaction.atomic
def hand_in(pitch: Pitch, upload: UploadedFile, *, now: datetime | None = None) -> ApplicationFile:
    """Keep the file that the applicant hands in, in the place of one before.

    Raises `AssessmentRefused` when nothing is asked for or the time has passed, and
    `ValidationError` for a file that we do not take.
    """
    now = now or timezone.now()
    lock(pitch.application.page)
    pitch.refresh_from_db()
    if not takes_file(pitch, now):
        raise AssessmentRefused(_("The time to hand in has passed. Write to us, we can help."))
    validate_upload(upload)
    file = ApplicationFile(
        draft=pitch.application.draft,
        question=Pitch.FILE,
        name=safe_name(upload.name or ""),
        content_type=file_type(upload).media_type,
        size=upload.size or 0,
        uploaded_at=now,
        is_in_draft=False,
        was_sent=True,
        scan_state=scan_upload(upload),
    )
    try:
        file.file.save(file.name, upload, save=True)
        _record(pitch, "handed_in", now, covers=[file])
    except BaseException:
        # What is in storage does not go away with the transaction.
        if file.file:
            file.file.delete(save=False)
        raise
    return file


def takes_file(pitch: Pitch, now: datetime) -> bool:
    """Return whether the applicant can hand in a file at this instant."""
    return bool(
        pitch.hand_in
        and pitch.hand_in_by
        and (now < pitch.hand_in_by or _can_replace(pitch, now))
        and not pitch.cancelled_at
        and pitch.application.status != Status.WITHDRAWN
    )


def _can_replace(pitch: Pitch, now: datetime) -> bool:
    """Return whether something harmful was found of late in what was handed in."""
    until = file.replaceable_until if (file := handed_in(pitch)) else None
    return until is not None and now < until


def pitch_of(application: Application) -> Pitch | None:
    """Return the application's pitch, also a cancelled one, if there is any."""
    return Pitch.objects.filter(application=application).first()


def handed_in(pitch: Pitch) -> ApplicationFile | None:
    """Return the last file that was handed in; the ones before stay on the record."""
    files = ApplicationFile.objects.filter(
        draft__application=pitch.application_id, question=Pitch.FILE
    )
    return files.order_by("-pk").first()


def _record(pitch: Pitch, what: str, at: datetime, **entry) -> None:
    entry.setdefault("covers", [pitch])
    record_for(Event.PITCH, pitch.application, at=at, pitch=pitch.pk, what=what, **entry)
