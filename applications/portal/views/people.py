"""Who works on a draft: colleagues, and the contact."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.drafts import colleagues
from applications.drafts.colleagues import InvitationRefused
from applications.drafts.forms import AddressForm
from applications.models import Colleague
from applications.portal.access import Access, private, proven
from businesses.sign_in.code import ask_for_proof
from businesses.sign_in.mail_budget import budget_of
from businesses.sign_in.proof import has_proven

# Signed, not in the session: proving another address ends the session of the one before.
_NAMED = "applications.new_contact"
_HOURS = 2


@private
def people(request: HttpRequest, access: Access) -> HttpResponse:
    """Show who works on the draft; the contact invites colleagues."""
    form = AddressForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if not access.is_contact:
            raise Http404("Only the contact invites colleagues.")
        if form.is_valid() and _invite(request, access, form):
            return HttpResponseRedirect(request.path)
        status = 422
    context = {
        "access": access,
        "draft": access.draft,
        "page": access.page,
        "form": form,
        "colleagues": access.draft.colleagues.filter(removed_at=None),
    }
    return render(request, "applications/portal/people.html", context, status=status)


def _invite(request: HttpRequest, access: Access, form: AddressForm) -> bool:
    try:
        invited = colleagues.invite(
            access.draft,
            form.cleaned_data["email"],
            page=access.page,
            may_write=budget_of(request),
        )
    except InvitationRefused as refusal:
        form.add_error("email", str(refusal))
        return False
    messages.success(request, _("We are sending an invitation to %s.") % invited.email)
    return True


@private
@proven
def remove_colleague(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Remove a colleague, after asking once more."""
    colleague: Colleague = get_object_or_404(access.draft.colleagues.filter(removed_at=None), pk=pk)
    if request.method == "POST":
        colleagues.remove(colleague)
        messages.success(request, _("%s can no longer open this draft.") % colleague.email)
        return HttpResponseRedirect(reverse("application_people", args=[access.secret]))
    return render(
        request,
        "applications/portal/remove_colleague.html",
        {"access": access, "page": access.page, "colleague": colleague},
    )


@private
@proven
def change_contact(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask for the new contact's address; it has to be proven by a code before it counts."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        named = signing.dumps(email, salt=_NAMED + access.secret)
        path = reverse("application_new_contact", args=[access.secret, named])
        if has_proven(request, email):
            return HttpResponseRedirect(path)
        return ask_for_proof(request, email, back_to=path)
    return render(
        request,
        "applications/portal/contact.html",
        {"access": access, "draft": access.draft, "page": access.page, "form": form},
        status=422 if request.method == "POST" else 200,
    )


@private
def new_contact(request: HttpRequest, access: Access, named: str) -> HttpResponse:
    """Ask who proves the address that was named, and make it the contact's when they say so."""
    try:
        email = signing.loads(named, salt=_NAMED + access.secret, max_age=_HOURS * 3600)
    except signing.BadSignature as bad:
        raise Http404("Nobody has named another contact.") from bad
    if not access.is_contact:
        raise Http404("Only the contact names another one.")
    if not has_proven(request, email):
        return ask_for_proof(request, email)
    if request.method != "POST":
        return render(
            request,
            "applications/portal/new_contact.html",
            {"access": access, "page": access.page, "email": email},
        )
    colleagues.change_contact(access.draft, email, page=access.page)
    messages.success(request, _("The contact is now %s. This page has a new address.") % email)
    return HttpResponseRedirect(access.draft.private_path)
