"""What every view that saves a draft has in common."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from applications.drafts.forms import ApplicationForm
from applications.drafts.private_link import LinkNews
from applications.drafts.saving import Saved
from applications.files import draft_files
from authorities.dates import format_time
from authorities.scope import settings_of

NO_NEWS = LinkNews()


def seen_version(request: HttpRequest) -> int:
    """Return which version of the draft the form was shown with; 0 for none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def uploads_in(request: HttpRequest, form: ApplicationForm) -> Mapping[str, UploadedFile]:
    """Return the files that came for questions of this form."""
    files = {name: request.FILES.get(name) for name in form.file_names}
    return {name: upload for name, upload in files.items() if isinstance(upload, UploadedFile)}


def is_autosave(request: HttpRequest) -> bool:
    """Return whether a script saves, which reads the answer as JSON."""
    return request.headers.get("Accept") == "application/json"


def answer_to_autosave(
    saved: Saved, path: str, *, is_late: bool, link: LinkNews = NO_NEWS
) -> JsonResponse:
    """Return when the draft was saved, under which version and with which files; 409 if it was not.

    `path` is the address of who saves: a colleague never learns the contact's. `typed` is what
    the draft holds where somebody else changed it too.
    """
    draft = saved.draft
    moment = format_time(draft.saved_at, settings_of(draft.authority).zone)
    saved_at = _("Saved at %s") % moment
    if link.text:
        saved_at = f"{saved_at}. {link.text}"
    answer: dict[str, object] = {
        "version": draft.version,
        "path": path,
        "saved": saved_at,
        "is_late": is_late,
    }
    answer["files"] = [
        {"question": question, "name": file.name, "size": filesizeformat(file.size)}
        for question, file in draft_files.kept(draft).items()
    ]
    answer["unfinished"] = [
        {"question": question, "name": file.name}
        for question, file in draft_files.unfinished(draft).items()
    ]
    if saved.was_merged:
        answer["typed"] = draft.typed
    if is_late:
        answer["saved"] = _("Kept at %s, after the closing time: it cannot be sent.") % moment
    if saved.conflicts:
        answer["saved"] = _(
            "Not saved: this was changed elsewhere too, in another tab or by a colleague. Press a "
            "button to save, to see both."
        )
    return JsonResponse(answer, status=409 if saved.conflicts else 200)


def say_saved(
    request: HttpRequest, saved: Saved, *, is_late: bool, link: LinkNews = NO_NEWS
) -> None:
    """Tell on the next page what became of what was typed."""
    if is_late:
        messages.warning(
            request,
            _(
                "This arrived after the closing time. It is kept in your draft, but it cannot be "
                "sent."
            ),
        )
    elif saved.was_merged:
        messages.success(
            request,
            _(
                "Saved. Other answers were changed in the meantime, in another tab or by a "
                "colleague: both are kept."
            ),
        )
    else:
        messages.success(request, _("Saved."))
    if link.text:
        level = messages.SUCCESS if link.is_sent else messages.WARNING
        messages.add_message(request, level, link.text)
