"""More time for one applicant: the list, and the form that gives it."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.drafts.extensions import ExtensionRefused, extend
from applications.models import Draft, Extension
from applications.staff_lookup import find_page
from applications.workflow.permissions import READERS
from authorities.forms.instants import InstantField
from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


class ExtensionForm(forms.Form):
    """Who gets more time, until when and why. The reference is what the applicant tells."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=24,
        help_text=gettext_lazy("The applicant finds it on the page of their draft."),
    )
    until = InstantField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("In the authority's time zone."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept on the record; the applicant does not read it."),
    )


def extensions_view(request: HttpRequest, page_pk: int) -> HttpResponse:
    """List who was given more time for a page, and give it."""
    page = find_page(request, page_pk, *READERS)
    authority = staff_authority(request)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refusal = _extend(request, page, form)
        if not refusal:
            return redirect(request.path)
        form.add_error(*refusal)
    context = {
        "page": page,
        "form": form,
        "authority": settings_of(authority),
        "may_extend": bool(may_act_as(request.user, authority, Role.PROGRAMME_MANAGER)),
        "extensions": Extension.objects.filter(draft__page=page).select_related("actor", "draft"),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/moderation/extensions.html", context, status=status)


def _extend(request: HttpRequest, page, form: ExtensionForm) -> tuple[str, str] | None:
    """Give the time; return the field and the message of what stands against it."""
    draft = Draft.objects.filter(
        page_id=page.pk, reference__iexact=form.cleaned_data["reference"].strip()
    ).first()
    if draft is None:
        return "reference", _("No draft for this challenge has this reference.")
    zone = settings_of(draft.authority).zone
    until: datetime = timezone.make_naive(form.cleaned_data["until"]).replace(tzinfo=zone)
    try:
        extend(
            draft,
            page,
            until=until,
            by=staff_member(request),
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except ExtensionRefused as refusal:
        return "until", str(refusal)
    messages.success(request, _("The applicant has more time, and gets a mail."))
    return None
