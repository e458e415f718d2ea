"""The queue in the admin's menu, on wagtail-modeladmin, and the addresses below it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from applications.models import Application
from applications.moderation.bulk.views import bulk_view
from applications.moderation.views import application, conversation, queue, reading
from applications.moderation.views.extensions import extensions_view
from applications.moderation.views.mails import mails_view
from applications.moderation.views.screening import screen_view
from applications.workflow.permissions import may_see_queue
from authorities.forms.cleaning import clean_key
from authorities.permissions import authorities_of


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


class ApplicationAdmin(ModelAdmin):
    """What the library gives: the menu, the permissions and the names of the two addresses."""

    model = Application
    base_url_path = "queue"
    menu_label = _("Applications")
    menu_icon = "mail"
    menu_order = 150
    inspect_view_enabled = True
    history_view_enabled = False
    permission_helper_class = QueuePermissions

    def index_view(self, request: HttpRequest) -> HttpResponse:
        """List the queue."""
        return queue.queue_view(request)

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Show one application."""
        return application.application_view(request, clean_key(instance_pk))

    def get_admin_urls_for_registration(self):
        """Add the addresses of what is done with the list, and with one application."""
        one = "queue/<int:pk>"
        return (
            path("queue/mails/", mails_view, name="failed_mails"),
            path("queue/extensions/<int:page_pk>/", extensions_view, name="extensions"),
            path("queue/bulk/", bulk_view, name="queue_bulk"),
            path("queue/columns/", queue.columns_view, name="queue_columns"),
            path("queue/filters/", queue.save_filter_view, name="queue_save_filter"),
            path(
                "queue/filters/<int:pk>/remove/",
                queue.remove_filter_view,
                name="queue_remove_filter",
            ),
            path(f"{one}/message/", conversation.message_view, name="application_message"),
            path(f"{one}/contact/", conversation.contact_view, name="application_new_address"),
            *super().get_admin_urls_for_registration(),
            path(f"{one}/move/", application.move_view, name="application_move"),
            path(f"{one}/look/", reading.override_seal_view, name="application_look"),
            path(f"{one}/screen/", screen_view, name="application_screen"),
            path(f"{one}/rules/", reading.rules_view, name="application_rules"),
            path(f"{one}/notes/", reading.note_view, name="application_note"),
            path(
                f"{one}/notes/<int:note_pk>/file/",
                reading.note_file_view,
                name="application_note_file",
            ),
            path(f"{one}/files/<int:file_pk>/", application.file_view, name="application_file"),
            path(
                f"{one}/files/<int:file_pk>/preview/",
                reading.preview_view,
                name="application_preview",
            ),
            path(
                f"{one}/files/<int:file_pk>/preview/<int:number>.png",
                reading.preview_picture_view,
                name="application_preview_picture",
            ),
        )
