"""What can be released: every letter that can be told, as its applicant will read it."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from applications.models import Release, TakesApplications
from applications.models.status import Status
from applications.release.releasing import (
    ReleaseRefused,
    check_release,
    letters_of,
    plan_release,
    ready_groups,
    refresh_scores,
    stop_release,
)
from applications.staff_lookup import find_page
from applications.workflow.permissions import MOVERS
from applications.workflow.reserve import next_in_reserve, reserve_of
from authorities.dates import format_instant
from authorities.forms.cleaning import clean_text
from authorities.forms.instants import InstantField
from authorities.scope import settings_of, staff_authority, staff_member

OVERVIEW = "applications/release/overview.html"


class ReleaseForm(forms.Form):
    """When applicants can read what was decided."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(NOW, gettext_lazy("Now")), (LATER, gettext_lazy("Later"))],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    visible_at = InstantField(
        label=gettext_lazy("Visible from"),
        required=False,
        help_text=gettext_lazy("For “Later”: a day and a time in the authority's time zone."),
    )

    def clean(self) -> dict:
        """Ask for the time where one is needed."""
        cleaned = super().clean() or {}
        is_missing = not cleaned.get("visible_at") and "visible_at" not in self.errors
        if cleaned.get("when") == self.LATER and is_missing:
            self.add_error("visible_at", _("Enter the day and time, or choose “Now”."))
        return cleaned

    def instant(self, zone) -> datetime | None:
        """Return the moment that was chosen, in the authority's zone; none for now."""
        if self.cleaned_data["when"] == self.NOW:
            return None
        return timezone.make_naive(self.cleaned_data["visible_at"]).replace(tzinfo=zone)


def release_overview(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Show the letters that are ready, and release those that were chosen."""
    page = find_page(request, page_pk, *MOVERS)
    if page.is_sealed_at(timezone.now()):
        raise Http404("The page is sealed.")
    form = ReleaseForm(request.POST or None)
    chosen = request.POST.getlist("group")
    if request.method != "POST":
        return render(request, "applications/release/overview.html", _context(request, page, form))
    refusal, status = "", 422
    if form.is_valid():
        refresh_scores(page)
        if request.POST.get("confirmed") != "yes":
            return _to_read(request, page, form, chosen)
        try:
            release = plan_release(
                page,
                _seen(chosen),
                by=staff_member(request),
                visible_at=form.instant(settings_of(staff_authority(request)).zone),
            )
        except ReleaseRefused as refused:
            refusal, status = str(refused), 409
        else:
            messages.success(request, _what_was_done(release))
            return redirect(request.path)
    context = _context(request, page, form) | {"error": refusal, "chosen": list(_seen(chosen))}
    return render(request, OVERVIEW, context, status=status)


def _to_read(
    request: HttpRequest, page: TakesApplications, form: ReleaseForm, chosen: list[str]
) -> HttpResponse:
    """Show every letter that was chosen, in full, and ask whether to tell it."""
    seen = _seen(chosen)
    groups = [group for group in ready_groups(page) if group.status in seen]
    visible_at = form.instant(settings_of(staff_authority(request)).zone)
    try:
        check_release(page, groups, seen, visible_at)
    except ReleaseRefused as refused:
        context = _context(request, page, form) | {"error": str(refused), "chosen": list(seen)}
        return render(request, OVERVIEW, context, status=409)
    context = {
        "page": page,
        "form": form,
        "groups": groups,
        "number": sum(len(group.letters) for group in groups),
        "visible_at": visible_at,
        "authority": settings_of(staff_authority(request)),
    }
    return render(request, "applications/release/confirm.html", context)


def _seen(chosen: list[str]) -> dict[Status, str]:
    """Return the fingerprint of each group that was chosen, as `status:fingerprint` says."""
    parts = (value.partition(":") for value in chosen)
    return {Status(name): seen for name, _colon, seen in parts if name in Status}


def _what_was_done(release: Release) -> str:
    number = release.letters.count()
    if release.visible_at <= timezone.now():
        said = ngettext(
            "%(number)d applicant can read the decision now; a mail says so.",
            "%(number)d applicants can read the decision now; a mail says so.",
            number,
        )
    else:
        said = ngettext(
            "%(number)d applicant can read the decision from %(moment)s.",
            "%(number)d applicants can read the decision from %(moment)s.",
            number,
        )
    zone = settings_of(release.authority).zone
    return said % {"number": number, "moment": format_instant(release.visible_at, zone)}


def _context(request: HttpRequest, page: TakesApplications, form: ReleaseForm) -> dict:
    now = timezone.now()
    groups = ready_groups(page)
    releases = list(
        Release.objects.filter(page_id=page.pk)
        .select_related("actor")
        .prefetch_related("letters")
        .order_by("-decided_at", "-pk")
    )
    return {
        "page": page,
        "form": form,
        "groups": groups,
        "without_feedback": [one for group in groups for one in group.without_feedback],
        "held": list(letters_of(page).unplanned().exclude(held_because="")),
        "planned": [one for one in releases if not one.stopped_at and one.visible_at > now],
        "past": [one for one in releases if one.stopped_at or one.visible_at <= now],
        "reserve": list(reserve_of(page)),
        "next_in_reserve": next_in_reserve(page),
        "may_write": True,
        "authority": settings_of(staff_authority(request)),
    }


@require_POST
def stop_view(request: HttpRequest, page_pk: int, pk: int) -> HttpResponse:
    """Stop a release before its time."""
    page = find_page(request, page_pk, *MOVERS)
    release = get_object_or_404(
        Release.objects.select_related("authority", "page"), page_id=page.pk, pk=pk
    )
    try:
        stop_release(
            release,
            by=staff_member(request),
            reason=clean_text(request.POST, "reason", 5000, ReleaseRefused),
        )
    except ReleaseRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The release is stopped. Its letters wait again."))
    return redirect("release_overview", page.pk)
