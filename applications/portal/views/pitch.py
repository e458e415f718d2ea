"""Where an applicant hands in what a pitch asks for."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.assessment import pitches
from applications.assessment.rounds import AssessmentRefused
from applications.files.upload_validation import validate_upload
from applications.models import Pitch
from applications.portal.access import Access, private
from authorities.forms.public import PublicForm


class HandInForm(PublicForm):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        validators=[validate_upload],
        error_messages={"required": gettext_lazy("Choose a file.")},
    )


@private
def hand_in(request: HttpRequest, access: Access) -> HttpResponse:
    """Take the file, or say what stands against it."""
    pitch = pitches.pitch_of(access.application) if access.application else None
    if pitch is None:
        raise Http404("There is no pitch.")
    is_sent = request.method == "POST"
    form = HandInForm(request.POST, request.FILES) if is_sent else HandInForm()
    if is_sent and form.is_valid() and _hand_in(form, pitch):
        messages.success(request, _("We have your file."))
        return HttpResponseRedirect(f"{access.path}#pitch")
    context = {
        "access": access,
        "page": access.page,
        "pitch": pitch,
        "form": form,
        "takes_file": pitches.takes_file(pitch, timezone.now()),
        "handed_in": pitches.handed_in(pitch),
    }
    status = 422 if is_sent else 200
    return render(request, "applications/portal/hand_in.html", context, status=status)


def _hand_in(form: HandInForm, pitch: Pitch) -> bool:
    try:
        pitches.hand_in(pitch, form.cleaned_data["file"])
    except AssessmentRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False
