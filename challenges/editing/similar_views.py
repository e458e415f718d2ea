"""What looks like a brief, for who writes one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.permissions import page_permission_policy

from authorities.forms.cleaning import clean_key
from authorities.scope import staff_authority, with_authority
from challenges.brief.similar import similar_challenges

LONGEST = 1500


@require_safe
def show_similar(request: HttpRequest) -> HttpResponse:
    """Show which published challenges look like the text, of any authority: all is public.

    Raises `Http404` for somebody who writes no pages.
    """
    if not page_permission_policy.user_has_any_permission(request.user, {"add", "change"}):
        raise Http404
    # What a text begins with is enough to find its like.
    text = request.GET.get("text", "")[:LONGEST]
    besides = clean_key(request.GET.get("besides", ""))
    items = with_authority(similar_challenges(text, besides), staff_authority(request))
    return render(request, "challenges/editing/similar.html", {"items": items})
