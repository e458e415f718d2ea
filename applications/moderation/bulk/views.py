"""The screens of bulk actions: what would happen, and what became of each application."""

import uuid
from datetime import datetime, time

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.models import Application, Assessor, LongWork, TakesApplications
from applications.models.application import ApplicationQuerySet
from applications.models.status import MATCHED_OR_BEYOND, SELECTED_OR_BEYOND, Status
from applications.moderation.bulk.actions import ACTIONS, LIMITED, Action, Order
from applications.moderation.bulk.forms import BulkForm
from applications.moderation.bulk.running import preview, run
from applications.moderation.queue.search import MOST, find_by_query
from applications.workflow.permissions import MOVERS, REVERSERS, visible_applications
from applications.workflow.transitions import places
from authorities.forms.cleaning import clean_key
from authorities.models import AuthoritySettings
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member

# For so long a form that was sent once does nothing when it is sent again.
REMEMBERED = 24 * 3600
# More than these are done by the worker, while who asked does something else.
AT_ONCE = 100


@require_POST
def bulk_view(request: HttpRequest) -> HttpResponse:
    """Show what an action would do with the chosen applications; confirmed, do it."""
    authority, user = staff_authority(request), staff_member(request)
    if not may_act_as(user, authority, *MOVERS):
        raise Http404
    query = request.POST.get("query", "")[:2000]
    compared = clean_key(request.POST.get("compared", ""))
    back = (
        reverse("assessment_comparison", args=[compared])
        if compared
        else f"{reverse('queue_modeladmin_index')}?{query}".rstrip("?")
    )
    action = ACTIONS.get(request.POST.get("action", ""))
    mine = visible_applications(user, authority)
    keys, is_more = _chosen(request, query)
    if action is None or not keys:
        messages.error(
            request,
            _("Choose what to do.") if action is None else _("Choose at least one application."),
        )
        return HttpResponseRedirect(back)
    assessors = assessors_for(mine, keys) if action.name == "assign" else Assessor.objects.none()
    if action.name == "assign" and not assessors:
        messages.error(request, _("No assessor has accepted yet for these challenges."))
        return HttpResponseRedirect(back)
    is_confirmed = request.POST.get("confirmed") == "yes"
    form = BulkForm(
        request.POST if is_confirmed else None,
        action=action,
        assessors=assessors,
        may_go_over_limit=bool(may_act_as(user, authority, *REVERSERS)),
    )
    context = {
        "action": action,
        "form": form,
        "back": back,
        "compared": compared or "",
        "query": query,
        "keys": ",".join(map(str, keys)),
        "is_more": is_more,
        "most": len(keys),
        "authority": settings_of(authority),
    }
    if is_confirmed and form.is_valid():
        return _run(request, action, mine, keys, form, context)
    found = preview(action, mine, keys, Order(by=user, now=timezone.now()))
    pages = {one.application.page_id: one.application.page for one in found if one.is_done}
    context |= {
        "results": found,
        "rules": [(page, list(page.eligibility_rules.all())) for page in pages.values()]
        if action.name == "eligible"
        else [],
        "places": [
            (page, *_places(page, action, settings_of(authority))) for page in pages.values()
        ]
        if action.name in LIMITED
        else [],
        "ready": sum(one.is_done for one in found),
        "refused": sum(not one.is_done for one in found),
        "key": request.POST.get("key") or uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return render(request, "applications/moderation/bulk/preview.html", context, status=status)


def _run(
    request: HttpRequest,
    action: Action,
    mine: ApplicationQuerySet,
    keys: list[int],
    form: BulkForm,
    context: dict,
) -> HttpResponse:
    """Do it once for each form that was shown, and show what became of each application."""
    # Whoever is first to add the key does it: two clicks at once, or a second try, do nothing.
    key = request.POST.get("key", "")[:32]
    name = f"bulk-action-done:{staff_member(request).pk}:{key.encode().hex()}"
    if not key or not cache.add(name, True, timeout=REMEMBERED):
        messages.warning(request, _("This was done already, and is not done a second time."))
        return HttpResponseRedirect(context["back"])
    order = _order(request, form, context)
    if len(keys) > AT_ONCE:
        return redirect("long_work", _leave(request, action, keys, order))
    results = run(action, mine, keys, order)
    context |= {
        "results": sorted(results, key=lambda one: one.is_done),
        "done": sum(one.is_done for one in results),
        "refused": sum(not one.is_done for one in results),
    }
    return render(request, "applications/moderation/bulk/result.html", context)


def _places(page: TakesApplications, action: Action, authority: AuthoritySettings):
    """Return how many places the action would take from, and how many of them are taken."""
    to = Status(action.name)
    taking = MATCHED_OR_BEYOND if to is Status.MATCHED else SELECTED_OR_BEYOND
    taken = Application.objects.filter(page_id=page.pk, status__in=taking).count()
    return taken, places(page, authority)[to]


def _leave(request: HttpRequest, action: Action, keys: list[int], order: Order) -> int:
    """Leave it to the worker; return the key by which its owner sees how far it is."""
    work = LongWork.objects.create(
        authority=staff_authority(request),
        user=staff_member(request),
        kind=LongWork.Kind.BULK,
        title=str(action.label),
        about={
            "action": action.name,
            "order": {
                "reason": order.reason,
                "because": order.because,
                "text": order.text,
                "over_limit": order.over_limit,
                "assessor": order.assessor.pk if order.assessor else None,
                "due_at": order.due_at.isoformat() if order.due_at else "",
            },
        },
        keys=keys,
    )
    return work.pk


def _order(request: HttpRequest, form: BulkForm, context: dict) -> Order:
    typed = dict(form.cleaned_data)
    typed.pop("keeps_rules", None)
    due_on = typed.pop("due_on", None)
    due_at = datetime.combine(due_on, time(23, 59), context["authority"].zone) if due_on else None
    return Order(by=staff_member(request), now=timezone.now(), due_at=due_at, **typed)


def _chosen(request: HttpRequest, query: str) -> tuple[list[int], bool]:
    """Return the keys of the rows that were ticked, or of all that the filter finds."""
    if "keys" in request.POST:
        typed = request.POST["keys"].split(",")
    elif request.POST.get("scope") == "found":
        found = find_by_query(
            query,
            user=staff_member(request),
            authority=staff_authority(request),
            now=timezone.now(),
        )
        return list(found.keys), found.is_more
    else:
        typed = request.POST.getlist("row")
    keys = dict.fromkeys(filter(None, map(clean_key, typed)))
    return list(keys)[:MOST], False


def assessors_for(mine: ApplicationQuerySet, keys: list[int]):
    """Return the active assessors of the pages that the applications answer."""
    pages = mine.filter(pk__in=keys).order_by().values("page")
    return Assessor.objects.active().filter(page__in=pages)
