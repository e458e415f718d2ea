"""What looks like a brief, for who writes one, with what came of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.permissions import page_permission_policy

from authorities.forms.cleaning import clean_key
from authorities.scope import staff_authority, with_authority
from challenges.brief.similar import similar_challenges
from challenges.facts.challenges import REASON_IS_PUBLIC
from challenges.follows import OUTCOMES
from challenges.models import ChallengePage
from challenges.models.status import ENDED_EARLY, Stage

LONGEST = 1500


@require_safe
def show_similar(request: HttpRequest) -> HttpResponse:
    """Show which published challenges look like the text: of all authorities that list theirs.

    Raises `Http404` for somebody who writes no pages.
    """
    if not page_permission_policy.user_has_any_permission(request.user, {"add", "change"}):
        raise Http404
    # What a text begins with is enough to find its like.
    text = request.GET.get("text", "")[:LONGEST]
    besides = clean_key(request.GET.get("besides", ""))
    authority = staff_authority(request)
    items = with_authority(similar_challenges(text, besides, authority), authority)
    for item in items:
        item.came_of_it = came_of(item)
        item.is_own = item.path.startswith(authority.root_page.path)
    return render(request, "challenges/editing/similar.html", {"items": items})


def came_of(page: ChallengePage) -> str:
    """Return what came of a challenge, which has its `authority`; where it stands before that."""
    state = page.state()
    about = {"authority": page.authority.name, "state": state.label}
    if page.stage not in OUTCOMES or page.stage_changed_at is None:
        return _("%(authority)s: %(state)s.") % about
    about["year"] = str(page.stage_changed_at.astimezone(page.authority.zone).year)
    was_tried = Stage(page.stage) not in ENDED_EARLY
    said = (
        _("Tried by %(authority)s in %(year)s: %(state)s.")
        if was_tried
        else _("Asked by %(authority)s in %(year)s: %(state)s.")
    ) % about
    reason = page.stage_reason if page.stage in REASON_IS_PUBLIC else ""
    return f"{said} {_('Why: %s') % reason}" if reason else said
