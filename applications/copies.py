"""What an applicant can take away: a PDF of what was sent, and all data that is kept of them."""

import io
import json
import zipfile
from collections.abc import Sequence

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.answers import Answer, fixed_answers, own_answers
from applications.assessment.reading import Read, about_business, answers_for_assessor
from applications.models import Application, Draft, TakesApplications
from authorities.dates import in_words
from authorities.scope import settings_of

TEMPLATE = settings.BASE_DIR / "templates" / "applications" / "copy.typ"


def as_pdf(
    application: Application, page: TakesApplications, *, for_assessors: bool = False
) -> bytes:
    """Return what was last sent as a tagged PDF, in the authority's colour.

    For assessors it says what they may read: in blind assessment, not who sent it.
    """
    authority = settings_of(application.authority)
    content = {
        "authority": authority.name,
        "colour": authority.brand_colour,
        "title": _("Application %s") % application.reference,
        "challenge": page.title,
        "sent": _("Sent on %s") % in_words(application.submit_time, authority.zone),
        "state": application.status_for_applicant,
        "parts": [
            {"title": title, "answers": [{"question": a.question, "text": a.text} for a in answers]}
            for title, answers in _parts(application, page, for_assessors)
        ],
    }
    return typst.compile(TEMPLATE, sys_inputs={"content": json.dumps(content)})


def _parts(
    application: Application, page: TakesApplications, for_assessors: bool
) -> list[tuple[str, Sequence[Answer | Read]]]:
    """Return the parts of the paper with their answers."""
    if for_assessors:
        return [
            (_("About the business"), about_business(application, page)),
            (_("About this challenge"), answers_for_assessor(application, page)),
        ]
    return [
        (_("About your business"), fixed_answers(application)),
        (_("About this challenge"), own_answers(application)),
    ]


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
        }
        for letter in letters
    ]


def as_archive(draft: Draft) -> bytes:
    """Return everything that is kept of a draft's applicant: `data.json`, and each file."""
    application = getattr(draft, "application", None)
    kept = {
        "reference": draft.reference,
        "started": draft.started_at,
        "saved": draft.saved_at,
        "contact": draft.email,
        "typed": draft.typed,
        "versions": list(draft.versions.values("number", "at", "is_aside", "typed")),
        "colleagues": list(draft.colleagues.values("email", "invited_at", "removed_at")),
        "extensions": list(draft.extensions.values("until", "at")),
    }
    if application:
        kept |= {
            "state": application.status_for_applicant,
            "sent": list(application.sent_versions.values()),
            "messages": list(application.messages.values("text", "at", "due_at")),
            "decisions": _told(application),
        }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("data.json", json.dumps(kept, cls=DjangoJSONEncoder, indent=2))
        for file in draft.files.all():
            with file.file.open("rb") as stored:
                made.writestr(f"files/{file.pk}-{file.name}", stored.read())
    return archive.getvalue()
