"""The moderation queue in the admin, on wagtail-modeladmin."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter, display
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from applications import desk, moderation
from applications.models import Application
from applications.permissions import may_see_queue, may_view, visible_applications
from applications.record.export_views import CSV, XLSX, ExportsQueue
from applications.status import WAITING, Status
from authorities.permissions import authorities_of
from authorities.scope import staff_authority, staff_member


class StatusFilter(SimpleListFilter):
    """By state, or everything that waits."""

    title = _("state")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        """Return the choices."""
        states = [(status.value, str(status.label)) for status in Status]
        return [("waiting", gettext("Waiting for a moderator")), *states]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return what is in the chosen state."""
        if self.value() == "waiting":
            return queryset.filter(status__in=WAITING)
        return queryset.filter(status=self.value()) if self.value() else queryset


class PageFilter(SimpleListFilter):
    """By the page that the applications answer; only the authority's own."""

    title = _("challenge")
    parameter_name = "page"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        """Return the pages that have applications, the newest first."""
        mine = visible_applications(staff_member(request), staff_authority(request))
        pages = Page.objects.filter(Exists(mine.filter(page=OuterRef("pk")))).order_by("-pk")
        return [(str(key), title) for key, title in pages.values_list("pk", "title")[:100]]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return what answers the chosen page."""
        value = self.value() or ""
        return queryset.filter(page_id=int(value)) if value.isdigit() else queryset


class SentFilter(SimpleListFilter):
    """By the day on which it was sent."""

    title = _("sent")
    parameter_name = "sent"
    DAYS = {"today": 1, "week": 7, "month": 30}

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        """Return the choices."""
        return [
            ("today", gettext("In the last 24 hours")),
            ("week", gettext("In the last 7 days")),
            ("month", gettext("In the last 30 days")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return what was sent since then."""
        days = self.DAYS.get(self.value() or "")
        if days is None:
            return queryset
        return queryset.filter(submit_time__gte=timezone.now() - timedelta(days=days))


class QueuePermissions(PermissionHelper):
    """Staff read applications; nobody makes, edits or deletes one here."""

    def user_can_list(self, user) -> bool:
        """Return whether the person reads applications of any authority."""
        return any(may_see_queue(user, site) for site in authorities_of(user))

    def user_can_inspect_obj(self, user, obj: Application) -> bool:
        """Return whether the person may read this application."""
        return bool(may_see_queue(user, obj.authority))

    def user_can_create(self, user) -> bool:
        """Return no: applications come from applicants."""
        return False

    def user_can_edit_obj(self, user, obj: Application) -> bool:
        """Return no: an application is moved, not edited."""
        return False

    def user_can_delete_obj(self, user, obj: Application) -> bool:
        """Return no: an application stays on the record."""
        return False


class QueueIndexView(IndexView):
    """The list; knows only the filters that it shows."""

    page_title = _("Applications")

    def get_filters_params(self, params=None) -> dict:
        """Return the filters' own parameters: others would become lookups into any column."""
        known = {found.parameter_name for found in self.list_filter}
        return {
            name: values
            for name, values in super().get_filters_params(params).items()
            if name in known
        }


class ApplicationInspectView(InspectView):
    """One application on one screen, with the moves that are possible now."""

    page_title = _("Application")

    def __init__(self, model_admin: ModelAdmin, instance_pk: str) -> None:
        if not str(instance_pk).isdigit():
            raise Http404
        super().__init__(model_admin, instance_pk)

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        """Answer 404 to what is another authority's."""
        if not request.user.is_authenticated or not may_view(request.user, self.instance):
            raise Http404
        if self.instance.authority != staff_authority(request):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_meta_title(self) -> str:
        """Return the reference, for the window's title."""
        return self.instance.reference

    def get_context_data(self, **kwargs) -> dict:
        """Add the answers, the record and the moves."""
        return super().get_context_data(
            **moderation.application_context(self.instance, self.request.user), **kwargs
        )


class NoButtons(ButtonHelper):
    """The reference is the way into an application; there is nothing else to press in a row."""

    def get_buttons_for_obj(self, obj: Application, **kwargs) -> list:
        """Return none."""
        return []


class ApplicationAdmin(ModelAdmin):
    model = Application
    base_url_path = "queue"
    menu_label = _("Applications")
    menu_icon = "mail"
    menu_order = 150
    list_display = [
        "reference_link",
        "business",
        "challenge",
        "state",
        "waiting_since",
        "files_count",
    ]
    list_filter = [StatusFilter, PageFilter, SentFilter]
    list_per_page = 25
    list_select_related = ["page", "authority"]
    search_fields = ["search_text"]
    ordering = ["is_waiting", "status_changed_at", "pk"]
    inspect_view_enabled = True
    history_view_enabled = False
    index_view_class = QueueIndexView
    inspect_view_class = ApplicationInspectView
    permission_helper_class = QueuePermissions
    button_helper_class = NoButtons
    index_view_extra_css = ["css/admin.css"]
    inspect_template_name = "applications/admin/application.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the authority's applications, with their files, and without the long texts."""
        mine = visible_applications(staff_member(request), staff_authority(request))
        listed = mine.in_queue_order().with_likely_duplicates()
        return listed.prefetch_related("files").defer("form_data", "questions")

    def get_admin_urls_for_registration(self):
        """Add the addresses that move an application and hand out its files."""
        return (
            path("record/export/queue.<str:file_format>", self.export_view, name="queue_export"),
            path("queue/mails/", desk.mails_view, name="failed_mails"),
            path("queue/extensions/<int:page_pk>/", desk.extensions_view, name="extensions"),
            path("queue/<int:pk>/message/", desk.message_view, name="application_message"),
            path("queue/<int:pk>/contact/", desk.contact_view, name="application_new_address"),
            *super().get_admin_urls_for_registration(),
            path("queue/<int:pk>/move/", moderation.move_view, name="application_move"),
            path(
                "queue/<int:pk>/files/<int:file_pk>/",
                moderation.file_view,
                name="application_file",
            ),
        )

    def export_view(self, request: HttpRequest, file_format: str):
        """Hand out what the list shows, with its filters, as a table."""
        if file_format not in (CSV, XLSX):
            raise Http404
        bases = (ExportsQueue, self.index_view_class)
        exporting: Any = type("QueueExportView", bases, {"file_format": file_format})
        return exporting.as_view(model_admin=self)(request)

    def inspect_address(self, application: Application) -> str:
        """Return the address of the application's own screen."""
        return reverse(self.url_helper.get_action_url_name("inspect"), args=[application.pk])

    @staticmethod
    def _since(application: Application) -> str:
        days = application.waiting_days()
        if not days:
            return gettext("today")
        return ngettext("%d day ago", "%d days ago", days) % days

    @display(description=_("Reference"), ordering="reference")
    def reference_link(self, application: Application) -> str:
        """The reference, which leads to the application."""
        return format_html(
            '<a href="{}">{}</a>', self.inspect_address(application), application.reference
        )

    @display(description=_("Business"), ordering="business_name")
    def business(self, application: Application) -> str:
        """The business's name, and whether it seems to have sent this twice."""
        if not application.is_likely_duplicate:
            return application.business_name
        return format_html(
            "{} <strong>({})</strong>", application.business_name, gettext("likely duplicate")
        )

    @display(description=_("Challenge"), ordering="page__title")
    def challenge(self, application: Application) -> str:
        """The page that it answers."""
        return application.page.title

    @display(description=_("State"), ordering="status")
    def state(self, application: Application) -> str:
        """What was decided so far."""
        return application.get_status_display()

    @display(description=_("Waiting since"), ordering="status_changed_at")
    def waiting_since(self, application: Application) -> str:
        """For how long it has been in that state."""
        return self._since(application)

    @display(description=_("Files"))
    def files_count(self, application: Application) -> int:
        """How many files came with it."""
        return len(application.files.all())
