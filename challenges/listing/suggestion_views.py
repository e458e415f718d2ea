"""What somebody who types may be looking for, as the web asks for it."""

from dataclasses import asdict

from django.http import (
    HttpRequest,
    JsonResponse,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from authorities.scope import public_authority
from challenges.listing.suggestions import suggest


@require_safe
@cache_control(no_cache=True)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer what somebody who has typed so much may be looking for, and how to say so."""
    site = public_authority(request)
    groups = suggest(request.GET.get("q", ""), site, request)
    number = sum(len(group.suggestions) for group in groups)
    found = ngettext(
        "%(number)s suggestion: use the up and down arrow keys to choose it.",
        "%(number)s suggestions: use the up and down arrow keys to choose one.",
        number,
    )
    return JsonResponse(
        {
            "label": _("Suggestions"),
            "announcement": found % {"number": number} if number else _("No suggestions."),
            "groups": [asdict(group) for group in groups],
        }
    )
