"""Identifiers that are addresses too: they lead to the page, wherever it is by now."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page

from challenges.models import ChallengePage, ProgrammePage, SuccessStoryPage
from challenges.models.querysets import readable
from challenges.open_data.open_view import open_to_all

KINDS: dict[str, type[Page]] = {
    "challenges": ChallengePage,
    "programmes": ProgrammePage,
    "stories": SuccessStoryPage,
}


@open_to_all
def identified(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Send on to the page that has this identifier; raise `Http404` where nobody can read it.

    303: the identifier is the thing's, the page is about it (RFC 9110, 15.4.4).
    """
    model = KINDS.get(kind)
    page = readable(model.objects.filter(translation_key=key)).first() if model else None
    if page is None:
        raise Http404
    return HttpResponse(status=303, headers={"Location": page.get_full_url(request)})
