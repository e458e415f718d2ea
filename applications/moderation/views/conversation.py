"""What staff do for an applicant: write to them, change their contact, give them more time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.drafts import colleagues
from applications.drafts.forms import AddressForm, MessageForm
from applications.models import Message
from applications.moderation.application_detail import application_context
from applications.moderation.views.application import SCREEN, back_to_screen
from applications.staff_lookup import find_application
from applications.submission import conversation
from applications.workflow.permissions import MOVERS
from authorities.scope import staff_member


@require_POST
def message_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the applicant."""
    application = find_application(request, pk, *MOVERS)
    form = MessageForm(request.POST)
    if not form.is_valid():
        context = application_context(request, application, message_form=form)
        return render(request, SCREEN, context, status=422)
    conversation.write(
        application,
        form.cleaned_data["text"],
        by=staff_member(request),
        page=application.page.specific,
    )
    messages.success(request, _("The applicant can read your message now; a mail says so."))
    return back_to_screen(request, application, "messages")


@require_POST
def contact_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Make another address the contact's, as somebody of the business asked."""
    application = find_application(request, pk, *MOVERS)
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["email"])))
        return back_to_screen(request, application)
    by = staff_member(request)
    page = application.page.specific
    before = application.email
    colleagues.change_contact(application.draft, form.cleaned_data["email"], page=page, by=by)
    Message.objects.create(
        application=application,
        author=by,
        text=_("The contact was changed from %(before)s to %(after)s, as your business asked.")
        % {"before": before, "after": form.cleaned_data["email"]},
    )
    messages.success(request, _("The contact is changed. Both addresses get a mail."))
    return back_to_screen(request, application)
