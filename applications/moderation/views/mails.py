"""Mails that failed for good, and another try."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from applications.moderation.failed_mails import failed_letters
from applications.workflow.permissions import MOVERS
from authorities.forms.cleaning import clean_key
from authorities.mail.delivery import try_again
from authorities.models import SentMail
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


def mails_view(request: HttpRequest) -> HttpResponse:
    """List the authority's mails that failed for good; put one into the queue again."""
    authority = staff_authority(request)
    if not may_act_as(request.user, authority, *MOVERS):
        raise Http404
    failed = failed_letters(authority)
    if request.method == "POST":
        sent = SentMail.objects.filter(authority=authority, mail__isnull=False)
        letter = get_object_or_404(sent, pk=clean_key(request.POST.get("letter", "")))
        if try_again(letter.mail, by=staff_member(request)):
            messages.success(request, _("The mail is tried again."))
        else:
            messages.info(request, _("Somebody has it tried again already."))
        return redirect(request.path)
    return render(
        request,
        "applications/moderation/mails.html",
        {
            "letters": Paginator(failed, 25).get_page(request.GET.get("p")),
            "authority": settings_of(authority),
        },
    )
