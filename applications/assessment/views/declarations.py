"""Where an assessor declares interests."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.assessment import declarations
from applications.assessment.assessors.access import AssessorAccess, accepted, assessing
from applications.assessment.forms import DeclarationForm
from authorities.forms.public import bound_data


@assessing
@accepted
def declare(request: HttpRequest, access: AssessorAccess) -> HttpResponse:
    """Show the applicants by name; keep what is declared about each."""
    applicants = declarations.applicants_for(access.assessor)
    # A conflict that stands is the authority's to lift.
    asked = [one for one in applicants if one.has_conflict is not True]
    typed = bound_data(request)
    form = DeclarationForm(typed, applicants=asked)
    if request.method == "POST" and form.is_valid():
        declarations.declare(access.assessor, form.declared())
        messages.success(request, _("Your declaration is kept."))
        return HttpResponseRedirect(access.path)
    context = {
        "access": access,
        "page": access.page,
        "form": form,
        "conflicts": [one.name for one in applicants if one.has_conflict],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/assessment/declare.html", context, status=status)
