"""The colleagues' pages: propose, see what others proposed, have a problem, too."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from authorities.forms.public import bound_data
from authorities.http.rate_limit import RateLimit
from authorities.scope import public_authority, settings_of, with_authority
from businesses.sign_in.code import ask_for_proof
from challenges.brief.similar import similar_challenges
from challenges.models import Proposal
from challenges.proposals.figures import proposal_figures
from challenges.proposals.forms import ProposalForm, SupportForm, TakeOverForm
from challenges.proposals.handing_over import decline, take_over
from challenges.proposals.news import news_of
from challenges.proposals.permissions import colleague, domains_of
from challenges.proposals.proposing import propose, support
from challenges.proposals.similar import similar_proposals

PER_PAGE = 20
LONGEST_TEXT = 1500
SAID = ("sentence", "name", "is_named")
A_DAY = RateLimit("proposals", 20, 24 * 3600)


def _authority(request: HttpRequest) -> Site:
    """Return the authority of the address; raise `Http404` where it takes no proposals."""
    authority = public_authority(request)
    if not domains_of(authority):
        raise Http404("This authority takes no proposals.")
    return authority


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the five questions; keep the proposal of a colleague, and ask others for a proof."""
    authority = _authority(request)
    email = colleague(request, authority)
    form = ProposalForm(bound_data(request), site=authority, proven=email)
    # Asked for by a button, where no script asks.
    looks = "look" in request.POST
    if form.is_bound and not looks and form.is_valid():
        if not email:
            return ask_for_proof(request, form.cleaned_data["email"])
        if A_DAY.is_hit(email):
            form.add_error("problem", _("You have proposed a lot today. Send this one tomorrow."))
        else:
            kept = propose(form.cleaned_data, email, authority=authority, now=timezone.now())
            messages.success(request, _("We have your proposal, and have sent you a mail."))
            return redirect("proposal", kept.pk)
    text = " ".join(request.POST.get(name, "") for name in ("problem", "today"))
    context = {"form": form, "looks": looks} | _similar(text, authority, email)
    status = 422 if form.is_bound and not looks else 200
    if looks:
        # What is not finished yet is not wrong yet.
        form.errors.clear()
    return render(request, "challenges/proposals/new.html", context, status=status)


@never_cache
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Show what is like the words that somebody types."""
    authority = _authority(request)
    email = colleague(request, authority)
    context = _similar(request.GET.get("text", ""), authority, email)
    return render(request, "challenges/proposals/similar.html", context)


def _similar(text: str, authority: Site, email: str) -> dict:
    """Return what speaks of the same: published challenges; to colleagues, proposals as well."""
    text = text[:LONGEST_TEXT].strip()
    if not text:
        return {"similar_challenges": [], "similar_proposals": []}
    return {
        "similar_challenges": with_authority(similar_challenges(text), authority),
        "similar_proposals": similar_proposals(text, authority) if email else [],
    }


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what colleagues proposed, the newest first; whoever has proven no address signs in."""
    authority = _authority(request)
    if not colleague(request, authority):
        return _way_in(request)
    proposals = Proposal.objects.for_authority(authority)
    counted = (
        proposals.order_by("-proposed_at", "-pk")
        .annotate(supporters=Count("supports"))
        .select_related("directorate")
    )
    context = {
        "results": Paginator(counted, PER_PAGE).get_page(request.GET.get("page")),
        "figures": proposal_figures(proposals),
    }
    return render(request, "challenges/proposals/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal with who has the problem, too; keep the sentence of somebody who has."""
    authority = _authority(request)
    email = colleague(request, authority)
    if not email and (request.method != "POST" or "act" in request.POST):
        return _way_in(request)
    proposal = get_object_or_404(
        Proposal.objects.for_authority(authority).select_related("directorate", "brief"), pk=pk
    )
    if email and (done := _answer_offer(request, proposal, email)):
        return done
    mine = proposal.supports.filter(email__iexact=email).first() if email else None
    said = {name: getattr(mine, name) for name in SAID} if mine else None
    form = SupportForm(bound_data(request), site=authority, proven=email, initial=said)
    if form.is_valid():
        if not email:
            return ask_for_proof(request, form.cleaned_data["email"])
        if proposal.email == email:
            messages.info(request, _("You proposed it, so we know that you have it."))
        elif support(proposal, form.cleaned_data, email, now=timezone.now()):
            messages.success(request, _("We have noted that you have this problem, too."))
        else:
            messages.success(request, _("We have changed your sentence."))
        return redirect("proposal", proposal.pk)
    if not email:
        # What was typed is kept in the form; nothing of the proposal is shown.
        return render(request, "challenges/proposals/support.html", {"form": form}, status=422)
    context = {
        "proposal": proposal,
        "form": form,
        "is_own": proposal.email == email,
        "is_supporter": mine is not None,
        "taking": TakeOverForm() if email and proposal.offered_to == email else None,
        "supports": list(proposal.supports.all()),
        "news": news_of(proposal.brief) if proposal.brief else "",
        "settings": settings_of(authority),
    }
    status = 422 if form.is_bound else 200
    return render(request, "challenges/proposals/one.html", context, status=status)


def _answer_offer(request: HttpRequest, proposal: Proposal, email: str) -> HttpResponse | None:
    """Do what a button beside the proposal asks: take it over or not, or take one's word back."""
    act = request.POST.get("act", "")
    if act == "take_back":
        proposal.supports.filter(email__iexact=email).delete()
        messages.success(request, _("We have forgotten that you have this problem, too."))
    elif act == "leave":
        decline(proposal, email)
        messages.success(request, _("Thank you. We ask somebody else."))
    elif act == "take_over":
        form = TakeOverForm(request.POST)
        if not form.is_valid():
            context = {"proposal": proposal, "taking": form}
            return render(request, "challenges/proposals/take_over.html", context, status=422)
        if take_over(proposal, email, **form.cleaned_data):
            messages.success(request, _("The proposal is yours now: you hear what becomes of it."))
        else:
            messages.info(request, _("It is not offered to you any more."))
    else:
        return None
    return redirect("proposal", proposal.pk)


def _way_in(request: HttpRequest) -> HttpResponse:
    """Lead to the code; somebody signed in with another address reads why they see nothing."""
    if request.user.is_authenticated:
        return render(request, "challenges/proposals/not_here.html", status=403)
    query = urlencode({"next": request.get_full_path()})
    return redirect(f"{reverse('business_sign_in')}?{query}")
