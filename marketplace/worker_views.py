"""How the workers are, and what failed for good: for who sees to the installation."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.admin.ui.components import Component

from authorities.forms.cleaning import clean_key
from authorities.mail import delivery
from authorities.scope import staff_member
from authorities.tasks import failures
from marketplace.worker_state import worker_state


def worker_view(request: HttpRequest) -> HttpResponse:
    """Show the workers' state and what failed for good; let one of these be tried again."""
    if not staff_member(request).is_superuser:
        raise Http404
    if request.method == "POST":
        if _try_again(request):
            messages.success(request, _("It is tried again."))
        else:
            messages.info(request, _("It is gone, or somebody has it tried again already."))
        return redirect("worker")
    mails = Email.objects.filter(status=STATUS.failed).prefetch_related("logs")
    return render(
        request,
        "marketplace/worker.html",
        _state()
        | {
            "tasks": Paginator(failures.failed_tasks(), 25).get_page(request.GET.get("p")),
            "mails": Paginator(mails.order_by("-last_updated"), 25).get_page(request.GET.get("m")),
        },
    )


def _try_again(request: HttpRequest) -> bool:
    """Try the chosen task or mail again; return False if there is none that failed."""
    by = staff_member(request)
    if mail := request.POST.get("mail"):
        email = Email.objects.filter(pk=clean_key(mail)).first()
        return email is not None and delivery.try_again(email, by=by)
    try:
        key = UUID(request.POST.get("task", ""))
    except ValueError:
        return False
    return failures.try_again(key, by=by)


def _state() -> dict:
    state, now = worker_state(), timezone.now()
    return {"state": state, "is_silent": state.is_silent(now), "is_late": state.is_late(now)}


class WorkerPanel(Component):
    """What is wrong with the workers, on the first page of the admin."""

    name = "worker"
    order = 10
    template_name = "marketplace/worker_panel.html"

    def get_context_data(self, parent_context) -> dict:
        """Return the state as it is now."""
        return _state()


def add_panel(request: HttpRequest, panels: list) -> None:
    """Tell who sees to the installation."""
    if staff_member(request).is_superuser:
        panels.insert(0, WorkerPanel())


def menu_item() -> AdminOnlyMenuItem:
    """Return the way to the workers."""
    return AdminOnlyMenuItem(_("Worker"), reverse("worker"), icon_name="cogs", order=950)
