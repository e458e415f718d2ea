"""What the applicant writes to the authority."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.drafts.forms import MessageForm
from applications.portal.access import Access, private
from applications.submission import conversation
from authorities.http.rate_limit import RateLimit

A_DAY = 20


@private
def write(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the messages with a place to answer; keep the answer."""
    application = access.application
    if application is None:
        raise Http404("Nothing was sent.")
    form = MessageForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and not _too_many(access, form):
            conversation.answer(application, form.cleaned_data["text"], page=access.page)
            messages.success(request, _("Your message is with us."))
            return HttpResponseRedirect(f"{access.path}#messages")
        status = 422
    context = {
        "access": access,
        "page": access.page,
        "application": application,
        "messages_about_it": application.messages.select_related("author"),
        "form": form,
    }
    return render(request, "applications/portal/messages.html", context, status=status)


def _too_many(access: Access, form: MessageForm) -> bool:
    if not RateLimit("message", A_DAY, 24 * 3600).is_hit(str(access.draft.pk)):
        return False
    form.add_error(
        "text", _("You have written many messages today. Send this one tomorrow, or telephone us.")
    )
    return True
