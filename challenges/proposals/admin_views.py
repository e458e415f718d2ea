"""Where programme managers sort, answer and take up proposals."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from authorities.scope import settings_of, staff_authority, staff_member
from challenges.models import Proposal, ProposalGroup
from challenges.proposals.deciding import (
    TAKEN_BACK,
    DecisionRefused,
    reply,
    sort,
    turn_into_brief,
)
from challenges.proposals.figures import proposal_figures
from challenges.proposals.forms import OfferForm, ReplyForm, SortForm
from challenges.proposals.handing_over import cannot_be_told, offer
from challenges.proposals.news import news_of
from challenges.proposals.permissions import may_decide

PER_PAGE = 25


def _mine(request: HttpRequest) -> QuerySet[Proposal]:
    """Return the authority's proposals; raise `Http404` for who does not decide about them."""
    authority = staff_authority(request)
    if not may_decide(staff_member(request), authority):
        raise Http404
    return Proposal.objects.for_authority(authority)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the proposals in the state that the address asks for, the newest first."""
    mine = _mine(request)
    state = request.GET.get("state", "")
    chosen = mine.filter(state=state) if state in Proposal.State.values else mine
    counted = chosen.order_by("-proposed_at", "-pk").annotate(supporters=Count("supports"))
    results = Paginator(counted.select_related("directorate", "group", "brief"), PER_PAGE)
    context = {
        "results": results.get_page(request.GET.get("p")),
        "states": Proposal.State.choices,
        "state": state,
        "figures": proposal_figures(mine),
        "authority": settings_of(staff_authority(request)),
    }
    return render(request, "challenges/proposals/queue.html", context)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one proposal, and do with it what was asked for."""
    related = ("directorate", "group", "programme", "brief", "answered_by", "authority__root_page")
    proposal = get_object_or_404(_mine(request).select_related(*related), pk=pk)
    act = request.POST.get("act", "")
    sorting = SortForm(
        request.POST if act == "sort" else None,
        authority=proposal.authority,
        initial={
            "group": proposal.group,
            "programme": proposal.programme,
            "directorate": proposal.directorate,
        },
    )
    replying = ReplyForm(
        request.POST if act in ("answer", "decline") else None, initial={"text": proposal.answer}
    )
    offering = OfferForm(request.POST if act == "offer" else None)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            if done := _do(request, proposal, act, sorting, replying, offering):
                messages.success(request, done)
                return redirect("proposal_decide", proposal.pk)
            status = 422
        except DecisionRefused as refused:
            refusal, status = str(refused), 409
    context = {
        "proposal": proposal,
        "sorting": sorting,
        "replying": replying,
        "offering": offering,
        "cannot_be_told": cannot_be_told(proposal),
        "can_take_up": proposal.state != Proposal.State.DECLINED
        and (proposal.brief is None or proposal.brief.stage in TAKEN_BACK),
        "refusal": refusal,
        "supports": proposal.supports.all(),
        "groups": ProposalGroup.objects.for_authority(proposal.authority)[:50],
        "together": _together(proposal),
        "group_figures": proposal_figures(proposal.group.proposals.all())
        if proposal.group
        else None,
        "news": news_of(proposal.brief) if proposal.brief else "",
        "authority": settings_of(proposal.authority),
    }
    return render(request, "challenges/proposals/decide.html", context, status=status)


def _do(
    request: HttpRequest,
    proposal: Proposal,
    act: str,
    sorting: SortForm,
    replying: ReplyForm,
    offering: OfferForm,
) -> str:
    """Do what was asked; return the sentence that says so, nothing where a form is not right."""
    by = staff_member(request)
    if act == "brief":
        brief = turn_into_brief(proposal, by=by)
        return _("The draft “%s” is made. An editor finishes it.") % brief.title
    if act == "offer" and offering.is_valid():
        offer(proposal, offering.cleaned_data["email"], by=by)
        return _("They are asked by mail. The proposal is theirs once they say yes.")
    if act == "sort" and sorting.is_valid():
        sort(proposal, **sorting.cleaned_data, by=by)
        return _("Where it belongs is kept.")
    if act in ("answer", "decline") and replying.is_valid():
        reply(proposal, replying.cleaned_data["text"], is_declined=act == "decline", by=by)
        return _("Your answer is kept, and sent to who proposed it.")
    return ""


def _together(proposal: Proposal) -> list[Proposal]:
    """Return the others of its group, which become the same brief."""
    if proposal.group is None:
        return []
    return list(proposal.group.proposals.exclude(pk=proposal.pk)[:50])
