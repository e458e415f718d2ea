"""Where staff say that they have a problem too, agree to it, copy the brief, and hear what came."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from authorities.scope import settings_of, staff_authority, staff_member, with_authority
from challenges.listing.filter_form import clean_words
from challenges.models import ChallengePage, Joining
from challenges.needs.copying import copy_brief
from challenges.needs.finding import Found, public_challenge, theme_choices
from challenges.needs.forms import FindForm, JoinForm, TellForm, WhyForm
from challenges.needs.joining import JoiningRefused, do, is_public, say
from challenges.needs.permissions import MOVES, Act, State, may_approve, may_do, may_write
from challenges.needs.telling import joined, outcome_of, tell

PER_PAGE = 20
RELATED = ("authority__root_page", "challenge")


def _writers(request: HttpRequest) -> Site:
    """Return the authority; raise `Http404` for who writes nothing for it."""
    authority = staff_authority(request)
    if not may_write(staff_member(request), authority):
        raise Http404
    return authority


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what the authority has joined, and who has joined its own challenges."""
    authority = _writers(request)
    mine = Joining.objects.of_joiner(authority).select_related(*RELATED)
    theirs = Joining.objects.of_owner(authority).select_related(*RELATED)
    theirs = theirs.annotate(joiner_name=F("authority__authoritysettings__name"))
    asked = Paginator(theirs, PER_PAGE).get_page(request.GET.get("asked"))
    agreed = Joining.objects.public().values("challenge")
    context = {
        "mine": Paginator(mine, PER_PAGE).get_page(request.GET.get("p")),
        "theirs": asked,
        "own": ChallengePage.objects.for_authority(authority).filter(pk__in=agreed),
        "may_tell": may_approve(staff_member(request), authority),
        "authority": settings_of(authority),
    }
    return render(request, "challenges/needs/index.html", context)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """List other authorities' public challenges, by words and by theme."""
    authority = _writers(request)
    form = FindForm(request.GET, themes=theme_choices(authority))
    found = Found(authority, clean_words(form.answer("q")), form.answer("theme"))
    # The stubs want more of a list than a paginator does: to be counted and sliced.
    results = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))  # type: ignore[arg-type]
    context = {"form": form, "results": results}
    return render(request, "challenges/needs/find.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Take what the authority says about another one's challenge, which the query names."""
    authority, by = _writers(request), staff_member(request)
    challenge = public_challenge(request.GET.get("of", ""), authority)
    if challenge is None:
        raise Http404
    mine = Joining.objects.of_joiner(authority).filter(challenge=challenge)
    known = mine.filter(state__in=Joining.CURRENT).first()
    if known and known.state != State.SAID:
        return redirect("need", known.pk)
    initial = {name: getattr(known, name) for name in JoinForm.base_fields} if known else None
    form = JoinForm(request.POST if request.method == "POST" else None, initial=initial)
    refusal = ""
    if form.is_valid():
        try:
            made = say(challenge, authority, **form.cleaned_data, by=by)
            messages.success(request, _noted(made))
            return redirect("need", made.pk)
        except JoiningRefused as refused:
            refusal = str(refused)
    (challenge,) = with_authority([challenge], authority)
    context = {"challenge": challenge, "form": form, "refusal": refusal}
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "challenges/needs/new.html", context, status=status)


def _noted(joining: Joining) -> str:
    """Return what was understood, the number as a number."""
    said = _("Your words are kept. An approver of your authority sends them.")
    if joining.people is None:
        return said
    people = ngettext(
        "We have noted that it concerns %s person.",
        "We have noted that it concerns %s people.",
        joining.people,
    )
    return f"{people % f'{joining.people:,}'} {said}"


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one joining with its record, and do with it what was asked for."""
    authority, by = _writers(request), staff_member(request)
    visible = Joining.objects.visible_to(authority).select_related(*RELATED, "copy")
    joining = get_object_or_404(visible, pk=pk)
    form = WhyForm(request.POST if request.method == "POST" else None)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            if address := _do(request, joining, form):
                return redirect(address)
            status = 422
        except JoiningRefused as refused:
            refusal, status = str(refused), 409
            joining = get_object_or_404(visible, pk=pk)
    is_joiner = joining.authority_id == authority.pk
    context = {
        "joining": joining,
        "form": form,
        "refusal": refusal,
        "is_joiner": is_joiner,
        "joiner_name": settings_of(joining.authority).name,
        "is_public": is_public(joining.challenge),
        "acts": [act for act in MOVES if may_do(by, joining, act)],
        "can_copy": is_joiner and joining.state == State.AGREED,
        "outcome": outcome_of(joining.challenge, authority, timezone.now())
        if is_joiner and joining.state == State.AGREED and joining.challenge
        else None,
        "changes": joining.changes.select_related("actor"),
        "authority": settings_of(authority),
    }
    return render(request, "challenges/needs/one.html", context, status=status)


def _do(request: HttpRequest, joining: Joining, form: WhyForm) -> str:
    """Do what was asked; return where to go on, nothing where the form is not right."""
    by, asked = staff_member(request), request.POST.get("act", "")
    if asked == Act.COPY and joining.authority == staff_authority(request):
        copy = copy_brief(joining, by=by)
        messages.success(request, _("The draft “%s” is yours to change.") % copy.title)
        return reverse("wagtailadmin_pages:edit", args=[copy.pk])
    if asked not in MOVES:
        return ""
    act = Act(asked)
    if verdict := may_do(by, joining, act):
        form.fields["reason"].required = MOVES[act].needs_reason
    else:
        raise JoiningRefused(verdict.reason)
    if not form.is_valid():
        return ""
    change = do(joining, act, by=by, reason=form.cleaned_data["reason"])
    messages.success(request, f"{change.get_act_display()}.")
    return reverse("need", args=[joining.pk])


def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who joined one of the authority's challenges, and tell them what came of it."""
    authority, by = staff_authority(request), staff_member(request)
    if not may_approve(by, authority):
        raise Http404
    own = ChallengePage.objects.for_authority(authority)
    challenge = get_object_or_404(own, pk=pk)
    form = TellForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if form.is_valid():
        try:
            number = tell(challenge, form.cleaned_data["note"], by=by)
            messages.success(request, _told(number))
            return redirect("needs")
        except JoiningRefused as refused:
            refusal = str(refused)
    readers = joined(challenge)
    context = {
        "challenge": challenge,
        "form": form,
        "refusal": refusal,
        "readers": [settings_of(one.authority).name for one in readers],
        # Which lessons each of them reads follows from what they share.
        "outcome": outcome_of(challenge, authority, timezone.now()),
    }
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "challenges/needs/outcome.html", context, status=status)


def _told(number: int) -> str:
    if not number:
        return _("They had been told exactly this already.")
    return (
        ngettext("%d authority is told by mail.", "%d authorities are told by mail.", number)
        % number
    )
