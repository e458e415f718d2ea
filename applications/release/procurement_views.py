"""The form that says who sees to a procurement, by when, and what came of it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.assessment.admin_forms import DayInput
from applications.models import Application, Procurement
from applications.release.outcomes import (
    OutcomeRefused,
    Plan,
    may_plan_procurement,
    plan_procurement,
)
from applications.staff_lookup import address_of, find_application
from applications.workflow.permissions import MOVERS
from authorities.models import User
from authorities.permissions import staff_of
from authorities.scope import settings_of, staff_member


class ProcurementForm(forms.Form):
    """What is known of a procurement."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose one"),
        help_text=gettext_lazy("Sees to it that the outcome is recorded, and is reminded of it."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Outcome due"),
        widget=DayInput,
        help_text=gettext_lazy("On this day the owner gets a mail."),
    )
    value = forms.IntegerField(
        label=gettext_lazy("Value in pounds"), required=False, min_value=0, max_value=2_000_000_000
    )
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), required=False, widget=DayInput)
    is_public = forms.BooleanField(
        label=gettext_lazy("Show value and date on the brief"),
        required=False,
        help_text=gettext_lazy("Once the challenge is announced as procured."),
    )

    def __init__(self, *args, application: Application, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = staff_of(application.authority)  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """Return what was typed."""
        return Plan(**self.cleaned_data)


def procurement_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show and keep what is known of a selected application's procurement."""
    application = find_application(request, pk, *MOVERS)
    user = staff_member(request)
    if not may_plan_procurement(user, application):
        raise Http404
    form = ProcurementForm(
        request.POST or None, application=application, initial=_initial(application)
    )
    if request.method == "POST" and form.is_valid():
        try:
            plan_procurement(application, form.plan(), by=user)
        except OutcomeRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The procurement is kept."))
            return redirect(address_of(application))
    context = {
        "application": application,
        "form": form,
        "authority": settings_of(application.authority),
    }
    return render(
        request,
        "applications/release/procurement.html",
        context,
        status=422 if form.errors else 200,
    )


def _initial(application: Application) -> dict:
    names = ("owner", "due_on", "value", "decided_on", "is_public")
    return Procurement.objects.filter(application=application).values(*names).first() or {}
