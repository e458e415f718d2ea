"""Making a report."""

import uuid

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from authorities.forms.fields import LineField, TextField
from authorities.scope import staff_member
from challenges.models import ProgrammePage, ProgrammeReport
from challenges.programmes.permissions import managed_authority
from challenges.programmes.report.content import content_of

MADE = "reports.made"


class ReportForm(forms.Form):
    """The manager's own words."""

    title = LineField(label=gettext_lazy("Title"), at_most=150)
    text = TextField(
        label=gettext_lazy("Your own text"),
        help_text=gettext_lazy("Stands before the figures, as you type it."),
        required=False,
        at_most=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)


def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the text, and keep it with the figures of this instant."""
    authority = managed_authority(request)
    programme = get_object_or_404(ProgrammePage.objects.for_authority(authority), pk=pk)
    initial = {"title": _("Report on %s") % programme.title, "form_key": uuid.uuid4()}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        now, by = timezone.now(), staff_member(request)
        try:
            with transaction.atomic():
                report = ProgrammeReport.objects.create(
                    authority=authority,
                    programme=programme,
                    content=content_of(programme, authority, now),
                    frozen_at=now,
                    made_by=by,
                    **form.cleaned_data,
                )
                log(report, MADE, user=by)
        except IntegrityError:
            # The same form came twice.
            mine = ProgrammeReport.objects.for_authority(authority)
            report = get_object_or_404(mine, form_key=form.cleaned_data["form_key"])
        messages.success(request, _("The report is made. Whoever has its address can read it."))
        return redirect("report", report.secret)
    context = {"programme": programme, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "challenges/programmes/report/make.html", context, status=status)


def register_report_entries(actions) -> None:
    """Name the kind of entry of the log."""
    actions.register_action(MADE, gettext_lazy("Make a report"), gettext_lazy("Made"))
