"""One section of a draft, filled in."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from applications.drafts import saving
from applications.drafts.forms import ApplicationForm
from applications.drafts.private_link import why_no_link
from applications.drafts.save_responses import (
    answer_to_autosave,
    is_autosave,
    say_saved,
    seen_version,
    uploads_in,
)
from applications.drafts.saving import Saved
from applications.drafts.sections import Section, sections_of
from applications.files import draft_files
from applications.models import DraftSection, TakesApplications, deadlines
from applications.models.deadlines import NotOpen
from applications.portal.access import Access, private
from applications.portal.views.overview import draft_context
from applications.submission.answers import typed_in_words
from applications.submission.page_form import news_of_link
from authorities.forms.cleaning import clean_key
from authorities.http.request_start import arrived_at


@private
def section(request: HttpRequest, access: Access, name: str) -> HttpResponse:
    """Show a section with what is typed so far; keep what is typed now."""
    page = access.page
    found = _find(page, name)
    if request.method == "POST":
        return _save(request, access, page, found)
    if not deadlines.is_open_for(page, access.draft, arrived_at(request)):
        return HttpResponseRedirect(access.path)
    form = saving.draft_form(
        access.draft, page, section=_editable(access, found), is_checked="check" in request.GET
    )
    return _show(request, access, found, form)


def _find(page: TakesApplications, name: str) -> Section:
    for found in sections_of(page.get_form_fields()):
        if found.name == name:
            return found
    raise Http404("The form has no such section.")


def _editable(access: Access, section: Section) -> Section:
    """Return the section without what is changed elsewhere: the contact of several people."""
    if not access.draft.has_settled_contact:
        return section
    fields = tuple(name for name in section.fields if name != "email")
    return Section(section.name, section.title, fields)


def _save(
    request: HttpRequest, access: Access, page: TakesApplications, found: Section
) -> HttpResponse:
    now = arrived_at(request)
    only = _editable(access, found).fields
    typed = page.get_form(request.POST, {}, only=only, is_sending=False)
    try:
        saved = saving.save(
            access.draft,
            page,
            saving.typed_in(typed),
            seen=seen_version(request),
            by=access.colleague,
            uploads=uploads_in(request, typed),
            remove=request.POST.get("remove", ""),
            window=request.POST.get("window", ""),
            now=now,
        )
    except NotOpen:
        return render(
            request, "applications/portal/late.html", {"access": access, "form": typed}, status=409
        )
    is_late = not deadlines.is_open_for(page, saved.draft, now)
    link = news_of_link(request, saved.draft, page, access.draft.email)
    # The address may be another one from now on.
    access = Access(saved.draft, access.colleague)
    if is_autosave(request):
        return answer_to_autosave(saved, access.path, is_late=is_late, link=link)
    if "email" in only and not is_late:
        link = link if saved.draft.email else why_no_link(saved.draft)
    _set_row(request, access, found)
    goes_on = request.POST.get("action") == "next"
    wrong = _wrong_answers(request, typed) if goes_on else frozenset()
    if saved.conflicts or saved.refused_files or wrong or "remove" in request.POST:
        return _show_again(request, access, page, found, saved, wrong)
    say_saved(request, saved, is_late=is_late, link=link)
    return HttpResponseRedirect(_next(request, access, page, found))


def _wrong_answers(request: HttpRequest, typed: ApplicationForm) -> frozenset[str]:
    """Return the fields whose answer will be refused on sending; what is empty may stay so."""
    return frozenset(
        name
        for name, inputs in typed.inputs().items()
        if name in typed.errors
        and any(text.strip() for one in inputs for text in request.POST.getlist(one))
    )


def _set_row(request: HttpRequest, access: Access, found: Section) -> None:
    """Keep whether the section is ready and, as the contact says, whose it is."""
    values: dict = {"is_ready": request.POST.get("is_ready") == "yes"}
    if access.is_contact and "given_to" in request.POST:
        colleagues = access.draft.colleagues.filter(removed_at=None)
        values["given_to"] = colleagues.filter(pk=clean_key(request.POST["given_to"])).first()
    DraftSection.objects.update_or_create(draft=access.draft, name=found.name, defaults=values)


def _next(request: HttpRequest, access: Access, page: TakesApplications, found: Section) -> str:
    """Return the address of the next section, or of the overview."""
    if request.POST.get("action") != "next":
        return access.path
    names = [one.name for one in sections_of(page.get_form_fields())]
    following = names[names.index(found.name) + 1 :]
    if not following:
        return reverse("application_check", args=[access.secret])
    return reverse("application_section", args=[access.secret, following[0]])


def _show_again(
    request: HttpRequest,
    access: Access,
    page: TakesApplications,
    found: Section,
    saved: Saved,
    wrong: frozenset[str],
) -> HttpResponse:
    """Show the section with what this person typed, and what stands in the way."""
    options = {
        "kept": draft_files.kept(saved.draft),
        "only": _editable(access, found).fields,
        "is_sending": False,
    }
    form = page.get_form(initial=page.get_form(request.POST, {}, **options).shown(), **options)
    status = 200
    if saved.refused_files or wrong:
        form = page.get_form(request.POST, {}, **options)
        form.full_clean()
        for name in list(form.errors):
            if name not in wrong:
                del form.errors[name]
        for name, refusal in saved.refused_files.items():
            form.errors.pop(name, None)
            form.add_error(name, refusal)
        status = 422
    refreshed = Access(saved.draft, access.colleague)
    return _show(request, refreshed, found, form, saved, status=409 if saved.conflicts else status)


def _show(
    request: HttpRequest,
    access: Access,
    found: Section,
    form: ApplicationForm,
    saved: Saved | None = None,
    status: int = 200,
) -> HttpResponse:
    context = draft_context(access)
    row = next((one.row for one in context["progress"] if one.section.name == found.name), None)
    conflicts = saved.conflicts if saved else []
    context |= {
        "section": found,
        "form": form,
        "fields": found.of(form),
        "row": row,
        "conflicts": [
            typed_in_words(access.page, conflict.theirs, conflict.field) for conflict in conflicts
        ],
        "version": access.draft.version,
    }
    return render(request, "applications/portal/section.html", context, status=status)
