"""Where an applicant sends a clean file in the place of a harmful one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import ApplicationFile
from applications.portal.access import Access, private
from applications.portal.views.pitch import HandInForm
from applications.submission.replacing import TooLate, may_replace, replace


@private
def replace_file(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Take the file and send the application again with it, or say what stands against it."""
    file = get_object_or_404(access.draft.files, pk=pk)
    is_sent = request.method == "POST"
    form = HandInForm(request.POST, request.FILES) if is_sent else HandInForm()
    if is_sent and form.is_valid() and _replace(form, file):
        messages.success(request, _("We have your new file. The rest stands as you sent it."))
        return HttpResponseRedirect(access.path)
    context = {
        "access": access,
        "page": access.page,
        "form": form,
        "file": file,
        "can_replace": may_replace(file, access.application, timezone.now()),
    }
    status = 422 if is_sent else 200
    return render(request, "applications/portal/replace_file.html", context, status=status)


def _replace(form: HandInForm, file: ApplicationFile) -> bool:
    try:
        replace(file, form.cleaned_data["file"])
    except TooLate:
        form.add_error(None, _("This file cannot be replaced any more. Write to us, we can help."))
    else:
        return True
    return False
