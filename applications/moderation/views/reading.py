"""What staff do while they read one application: look, check, note, look into a file."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.files import previews
from applications.files.file_response import as_attachment
from applications.history.chain import record_for
from applications.models import Event
from applications.moderation.application_detail import application_context, place_in
from applications.moderation.notes import NoteForm, write_note
from applications.moderation.views.application import (
    SCREEN,
    back_to_screen,
    sealed_screen,
    sent_file,
)
from applications.staff_lookup import find_application, known_application
from applications.workflow.eligibility import ChecksRefused, check_rules
from applications.workflow.permissions import MOVERS
from applications.workflow.sealing import SealOverrideRefused, override_seal
from authorities.forms.cleaning import clean_text
from authorities.http.unreadable import unreadable_page
from authorities.scope import staff_member


@require_POST
def override_seal_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a sealed application to this person, or say what stands against it."""
    application = known_application(request, pk)
    try:
        override_seal(
            application,
            by=staff_member(request),
            reason=clean_text(request.POST, "reason", 5000, SealOverrideRefused),
        )
    except SealOverrideRefused as refusal:
        return sealed_screen(request, application, error=str(refusal), status=422)
    messages.warning(request, _("You can read this application for an hour. It is on the record."))
    return back_to_screen(request, application)


@require_POST
def rules_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep which rules of eligibility the application keeps."""
    application = find_application(request, pk, *MOVERS)
    page = application.page.specific
    typed = {rule.pk: request.POST.get(f"rule-{rule.pk}") for rule in page.eligibility_rules.all()}
    found = {key: value == "yes" for key, value in typed.items() if value in ("yes", "no")}
    try:
        check_rules(application, page, found, by=staff_member(request))
    except ChecksRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The check is kept."))
    return back_to_screen(request, application, "rules")


@require_POST
def note_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a note for staff."""
    application = find_application(request, pk, *MOVERS)
    form = NoteForm(request.POST, request.FILES)
    if form.is_valid():
        write_note(
            application,
            form.cleaned_data["text"],
            by=staff_member(request),
            upload=form.cleaned_data["file"],
        )
        messages.success(request, _("The note is kept. The applicant never sees it."))
        return back_to_screen(request, application, "notes")
    context = application_context(request, application, note_form=form)
    return render(request, SCREEN, context, status=422)


@require_safe
def note_file_view(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse | FileResponse:
    """Hand out the file of a note, as a download that no browser shows or keeps."""
    application = find_application(request, pk)
    note = get_object_or_404(application.notes.exclude(file=""), pk=note_pk)
    if waits := unreadable_page(request, note):
        return waits
    record_for(Event.FILE_HANDED_OUT, application, actor=staff_member(request), note=note.pk)
    return as_attachment(note.file, note.file_name, note.content_type)


@require_safe
def preview_view(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Show a file's pages as pictures, at most ten."""
    application = find_application(request, pk)
    file = sent_file(application, file_pk)
    if waits := unreadable_page(request, file):
        return waits
    if not previews.has_preview(file.content_type):
        raise Http404
    try:
        pages = previews.count_pages(file.file, file.content_type)
    except previews.NoPreview:
        pages = 0
    record_for(
        Event.FILE_HANDED_OUT, application, actor=staff_member(request), file=file.pk, preview=True
    )
    context = {
        "application": application,
        "file": file,
        "numbers": range(1, pages + 1),
        "is_cut": pages == previews.MOST_PAGES,
        "screen_address": place_in(request.GET).address(application.pk),
    }
    return _private(render(request, "applications/moderation/preview.html", context))


@require_safe
def preview_picture_view(request: HttpRequest, pk: int, file_pk: int, number: int) -> HttpResponse:
    """Return one page of a file, drawn anew; the page around it is what is recorded."""
    application = find_application(request, pk)
    file = sent_file(application, file_pk)
    if waits := unreadable_page(request, file):
        return waits
    try:
        drawn = previews.picture_of(file.file, file.content_type, number)
    except previews.NoPreview:
        raise Http404 from None
    return _private(HttpResponse(drawn, content_type="image/png"))


def _private(response):
    response["Cache-Control"] = "private, no-store"
    if response.get("Content-Type", "").split(";")[0] != "text/html":
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["X-Content-Type-Options"] = "nosniff"
    return response
