"""Dealing with what was kept aside: taking it into the draft, or putting it away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.drafts import saving
from applications.models import deadlines
from applications.portal.access import Access, private
from applications.portal.asides import differing
from authorities.http.request_start import arrived_at


@require_POST
@private
def deal_with(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Take the text into the draft if that was pressed; in either case it is listed no more."""
    version = get_object_or_404(access.draft.versions.filter(is_aside=True), pk=pk)
    now = arrived_at(request)
    if request.POST.get("action") != "take":
        version.delete()
        messages.success(request, _("Put away."))
    elif deadlines.is_open_for(access.page, access.draft, now):
        form = saving.draft_form(access.draft, access.page)
        saving.save(
            access.draft,
            access.page,
            differing(version, access, form),
            seen=access.draft.version,
            by=access.colleague,
            now=now,
        )
        version.delete()
        messages.success(request, _("The draft now holds this text."))
    else:
        messages.warning(request, _("The challenge has closed: the draft does not change now."))
    return HttpResponseRedirect(access.path)
