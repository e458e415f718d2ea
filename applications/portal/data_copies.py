"""Everything that is kept of an applicant, in one archive."""

import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone

from applications.models import Application, Draft


def _told(application: Application) -> list[dict]:
    """Return the letters that the applicant can read; nothing of others."""
    letters = application.letters.told(timezone.now()).annotate(since=F("release__visible_at"))
    return [
        {
            "state": letter.heading,
            "since": letter.since,
            "letter": letter.text,
            "comments": letter.comments,
            "scores": letter.scores if letter.shows_scores else [],
            "stronger": letter.stronger,
            "corrections": list(letter.corrections.values("text", "at")),
        }
        for letter in letters
    ]


def kept_of(draft: Draft) -> dict[str, Any]:
    """Return everything that is kept of a draft's applicant but its files, as JSON can hold it."""
    application = getattr(draft, "application", None)
    kept = {
        "reference": draft.reference,
        "started": draft.started_at,
        "saved": draft.saved_at,
        "contact": draft.email,
        "typed": draft.typed,
        "versions": list(draft.versions.values("number", "at", "is_aside", "typed")),
        "colleagues": list(draft.colleagues.values("email", "invited_at", "removed_at")),
        "partners": [
            {
                **one.details(),
                "asked": one.asked_at,
                "agreed": one.agreed_at,
                "declined": one.declined_at,
                "declined_because": one.declined_because,
                "removed": one.removed_at,
            }
            for one in draft.partners.all()
        ],
        "extensions": list(draft.extensions.values("until", "at")),
    }
    if application:
        kept |= {
            "state": application.status_for_applicant,
            "sent": list(application.sent_versions.values()),
            "sent_partners": [
                {
                    "version": one.version.number,
                    **one.details(),
                    "agreed": one.agreed_at,
                    "left": one.left_at,
                    "left_because": one.left_because,
                }
                for version in application.sent_versions.prefetch_related("partners")
                for one in version.partners.all()
            ],
            "messages": list(application.messages.values("text", "at", "due_at")),
            "decisions": _told(application),
            "complaints": list(
                application.complaints.values(
                    "kind", "text", "at", "due_at", "answer", "answered_at", "outcome"
                )
            ),
        }
    return kept


def as_archive(draft: Draft) -> bytes:
    """Return everything that is kept of a draft's applicant: `data.json`, and each file."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("data.json", json.dumps(kept_of(draft), cls=DjangoJSONEncoder, indent=2))
        for file in draft.files.all():
            if not file.is_readable:
                made.writestr(f"files/{file.pk}-{file.name}.txt", file.get_scan_state_display())
                continue
            with file.file.open("rb") as stored:
                made.writestr(f"files/{file.pk}-{file.name}", stored.read())
    return archive.getvalue()
