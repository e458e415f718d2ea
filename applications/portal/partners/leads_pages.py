"""The lead's partners: who they are, who was asked, and who has agreed."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from applications.drafts.partners import editing
from applications.drafts.partners.agreement import partners_of, standings
from applications.drafts.partners.editing import PartnerRefused
from applications.drafts.partners.forms import LeadsPartnerForm
from applications.models import Draft, Partner
from applications.portal.access import Access, private
from applications.portal.views.overview import draft_context
from authorities.forms.cleaning import clean_key
from authorities.forms.public import bound_data
from authorities.http.request_start import arrived_at
from businesses.sign_in.mail_budget import budget_of

View = Callable[..., HttpResponse]


def by_contact(view: View) -> View:
    """Answer 404 to a colleague: the contact alone names and asks partners."""

    @wraps(view)
    def opened(request: HttpRequest, access: Access, **kwargs) -> HttpResponse:
        if not access.is_contact:
            raise Http404("Only the contact does this.")
        return view(request, access, **kwargs)

    return opened


@private
def partners(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the partners, and how far each is."""
    declined = access.draft.partners.filter(declined_at__isnull=False, removed_at=F("declined_at"))
    context = draft_context(access)
    context |= {
        "at_most": Partner.AT_MOST,
        "declined": declined,
        "missing": "\n\n".join(context["partners_missing"]),
    }
    return render(request, "applications/portal/partners/partners.html", context)


@private
@by_contact
def add_partner(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a partner; it is asked afterwards."""
    form = LeadsPartnerForm(bound_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            added = editing.add(
                access.draft, form.cleaned_data, page=access.page, now=arrived_at(request)
            )
        except PartnerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            said = _("%s is added. Ask it to agree: nobody has written to it yet.")
            messages.success(request, said % added.business_name)
            return _back(access)
    return _form_page(request, access, form)


@private
@by_contact
def change_partner(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change what is said of a partner."""
    partner = _find(access, pk)
    form = LeadsPartnerForm(bound_data(request), initial=partner.details())
    if request.method == "POST" and form.is_valid():
        try:
            changed = editing.change(
                partner, form.cleaned_data, page=access.page, now=arrived_at(request)
            )
        except PartnerRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("%s is saved.") % changed.business_name)
            return _back(access)
    return _form_page(request, access, form, partner)


@private
@by_contact
def remove_partner(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Remove a partner, after asking once more."""
    partner = _find(access, pk)
    if request.method == "POST":
        try:
            editing.remove(partner, page=access.page, now=arrived_at(request))
        except PartnerRefused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("%s is no longer your partner.") % partner.business_name)
        return _back(access)
    return render(
        request,
        "applications/portal/partners/remove.html",
        {"access": access, "page": access.page, "partner": partner},
    )


@require_POST
@private
@by_contact
def ask_partners(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask one partner to agree, or all who have not."""
    one = clean_key(request.POST.get("partner", ""))
    waiting = [found.partner.pk for found in standings(access.draft) if not found.has_agreed]
    try:
        asked = editing.ask(
            access.draft,
            [one] if one else waiting,
            page=access.page,
            now=arrived_at(request),
            may_write=budget_of(request),
        )
    except PartnerRefused as refusal:
        messages.warning(request, str(refusal))
        return _back(access)
    if asked:
        said = ngettext("We are sending a link to %s.", "We are sending links to %s.", len(asked))
        messages.success(request, said % ", ".join(found.email for found in asked))
    return _back(access)


@require_POST
@private
@by_contact
def show_answers(request: HttpRequest, access: Access) -> HttpResponse:
    """Let partners read the answers, or let them not."""
    shows = request.POST.get("partners_read_answers") == "yes"
    Draft.objects.filter(pk=access.draft.pk).update(partners_read_answers=shows)
    said = (
        _("Your partners can read the answers on their own pages.")
        if shows
        else _("Your partners cannot read the answers.")
    )
    messages.success(request, said)
    return _back(access)


def _form_page(
    request: HttpRequest,
    access: Access,
    form: LeadsPartnerForm,
    partner: Partner | None = None,
) -> HttpResponse:
    context = {"access": access, "page": access.page, "form": form, "partner": partner}
    status = 422 if form.errors else 200
    return render(request, "applications/portal/partners/form.html", context, status=status)


def _find(access: Access, pk: int) -> Partner:
    return get_object_or_404(partners_of(access.draft).select_related("draft"), pk=pk)


def _back(access: Access) -> HttpResponse:
    return HttpResponseRedirect(reverse("application_partners", args=[access.secret]))
