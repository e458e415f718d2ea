"""Documents among materials and evidence: who may open them, and where."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.documents.models import AbstractDocument
from wagtail.models import ReferenceIndex

from applications.files.file_response import as_attachment
from authorities.library.serving import hold_back
from authorities.permissions import authorities_of
from challenges.models import Lesson, Milestone, Session, SessionFile
from challenges.models.status import SELECTION_ANNOUNCED


def keep_private(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """Raise `Http404` for what is material or evidence and not public; Wagtail's view asks this.

    What a page shows as well is as public as that page, and its own authority's people open it.
    """
    if not (keepers := _keepers(document)) or _is_public(document) or _is_on_a_page(document):
        return None
    if any(authority.pk in keepers for authority in authorities_of(request.user)):  # type: ignore[arg-type]
        return None
    raise Http404("This document is kept for those whom it is for.")


def hand_out(document: AbstractDocument, request: HttpRequest) -> HttpResponseBase:
    """Return the document as a download; the caller has asked whether this person may have it."""
    return hold_back(document, request) or as_attachment(
        document.file, document.filename, document.content_type
    )


def _keepers(document: AbstractDocument) -> set[int]:
    """Return the authorities whose material or evidence it is."""
    return {
        *Session.objects.filter(files__document=document).values_list("authority", flat=True),
        *Milestone.objects.filter(evidence_file=document).values_list("authority", flat=True),
        *Lesson.objects.filter(evidence_file=document).values_list("authority", flat=True),
    }


def _is_public(document: AbstractDocument) -> bool:
    evidence = {"evidence_file": document, "is_file_public": True, "is_public": True}
    announced = {"challenge__live": True, "challenge__stage__in": SELECTION_ANNOUNCED}
    return (
        SessionFile.objects.filter(
            document=document,
            is_public=True,
            session__is_public=True,
            session__programme__live=True,
        ).exists()
        or Milestone.objects.filter(**evidence, **announced).exists()
        or Lesson.objects.filter(**evidence, programme__live=True).exists()
    )


def _is_on_a_page(document: AbstractDocument) -> bool:
    ours = ContentType.objects.get_for_models(Session, Milestone, Lesson).values()
    references = ReferenceIndex.get_references_to(document)
    return references.exclude(base_content_type__in=[one.pk for one in ours]).exists()
