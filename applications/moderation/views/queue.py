"""The queue's list, and what each person keeps of how they look at it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.models import SavedFilter
from applications.moderation.bulk.actions import ACTIONS
from applications.moderation.queue.columns import COLUMNS, choose_columns, chosen_columns
from applications.moderation.queue.filters import QueueFilter
from applications.moderation.queue.rows import applications_of, rows_of
from applications.moderation.queue.search import PER_PAGE, find
from applications.record.exports import may_export
from applications.workflow.permissions import MOVERS, may_see_queue, visible_applications
from authorities.forms.cleaning import too_long
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member

LONGEST_NAME = 60
LONGEST_SAVED = 500
MOST_SAVED = 30


@require_safe
def queue_view(request: HttpRequest) -> HttpResponse:
    """List what the address asks for, 25 on a page, of at most a thousand."""
    authority, user, now = staff_authority(request), staff_member(request), timezone.now()
    if not may_see_queue(user, authority):
        raise Http404
    mine = visible_applications(user, authority)
    bar = QueueFilter(request.GET, authority=authority, now=now)
    found = find(bar, mine)
    bar.offer_pages(mine)
    paginator: Paginator = Paginator(found.keys, PER_PAGE)  # type: ignore[arg-type]
    results = paginator.get_page(request.GET.get("p"))
    listed = applications_of(list(results.object_list))
    columns, settings = chosen_columns(user), settings_of(authority)
    query = bar.query()
    context = {
        "bar": bar,
        "query": query,
        "is_filtered": bool(query),
        "chosen_page": bar.chosen_page,
        "results": results,
        "page_range": list(paginator.get_elided_page_range(results.number, on_each_side=1)),
        "found": found,
        "most": found.most,
        "object_list": listed,
        "columns": columns,
        "rows": rows_of(
            listed,
            columns,
            authority=settings,
            sealed=bar.sealed,
            now=now,
            first=results.start_index() - 1,
        ),
        "may_decide": bool(may_act_as(user, authority, *MOVERS)),
        "actions": ACTIONS.values(),
        "saved_filters": SavedFilter.objects.filter(user=user, authority=authority),
        "all_columns": COLUMNS.values(),
        "may_export": bool(may_export(user, authority)),
        "authority": settings,
    }
    return render(request, "applications/moderation/queue.html", context)


@require_POST
def save_filter_view(request: HttpRequest) -> HttpResponse:
    """Keep what the address asks for under a name; the same name is written over."""
    authority, user = staff_authority(request), staff_member(request)
    if not may_see_queue(user, authority):
        raise Http404
    query = _asked(request)
    name = request.POST.get("name", "").strip()
    kept = SavedFilter.objects.filter(user=user, authority=authority)
    if not name:
        messages.error(request, _("Write a name for the filter."))
    elif len(name) > LONGEST_NAME:
        messages.error(request, too_long(len(name), LONGEST_NAME))
    elif not query:
        messages.error(request, _("Choose a filter first: there is nothing to save."))
    elif len(query) > LONGEST_SAVED:
        messages.error(request, _("The search is too long to be saved. Shorten it."))
    elif kept.exclude(name=name).count() >= MOST_SAVED:
        messages.error(request, _("You have thirty saved filters. Remove one first."))
    else:
        kept.update_or_create(user=user, authority=authority, name=name, defaults={"query": query})
        messages.success(request, _("The filter “%s” is saved.") % name)
    return _back_to_list(query)


@require_POST
def remove_filter_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of the person's own saved filters."""
    authority, user = staff_authority(request), staff_member(request)
    if not may_see_queue(user, authority):
        raise Http404
    removed, _rows = SavedFilter.objects.filter(user=user, authority=authority, pk=pk).delete()
    if not removed:
        raise Http404
    messages.success(request, _("The filter is removed."))
    return redirect("queue_modeladmin_index")


@require_POST
def columns_view(request: HttpRequest) -> HttpResponse:
    """Keep which columns the person wants to see."""
    authority, user = staff_authority(request), staff_member(request)
    if not may_see_queue(user, authority):
        raise Http404
    choose_columns(user, request.POST.getlist("columns"))
    return _back_to_list(_asked(request))


def _asked(request: HttpRequest) -> str:
    """Return the query of the list from which a form came, with what the queue knows alone."""
    query = QueryDict(request.POST.get("query", "")[:2000])
    bar = QueueFilter(query, authority=staff_authority(request), now=timezone.now())
    return bar.query()


def _back_to_list(query: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('queue_modeladmin_index')}?{query}".rstrip("?"))
