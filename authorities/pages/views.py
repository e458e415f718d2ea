"""The page editor: saves take turns, and what is missing stands beside."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from authorities.dates import format_instant
from authorities.pages.bulk import name_what_is_missing
from authorities.pages.readiness import what_is_missing
from authorities.scope import authority_of, settings_of


class ReadyStatusPanel(PageStatusSidePanel):
    """Wagtail's panel, which begins with what publishing needs and whom it would tell."""

    def get_status_templates(self, context: dict) -> list[str]:
        """Return the parts of the panel."""
        return ["authorities/pages/readiness.html", *super().get_status_templates(context)]

    def get_context_data(self, parent_context: dict) -> dict:
        """Add what is missing, and what each app says of publishing (`said_before_publishing`)."""
        now = timezone.now()
        said = (say(self.object, now) for say in hooks.get_hooks("said_before_publishing"))
        return super().get_context_data(parent_context) | {
            "missing": what_is_missing(self.object, now),
            "consequences": [sentence for sentences in said for sentence in sentences],
        }


class ReadyPanels:
    """Shows our status panel in a view of Wagtail's."""

    def get_side_panels(self):
        """Return Wagtail's side panels, with ours for the status: made as Wagtail made its own."""
        panels = super().get_side_panels()  # type: ignore[misc]
        for panel in panels:
            if type(panel) is PageStatusSidePanel:
                panel.__class__ = ReadyStatusPanel
        return panels


class PageCreateView(ReadyPanels, CreateView):
    """Wagtail's form for a new page, with our status panel."""


class PageEditView(ReadyPanels, EditView):
    """Wagtail's editor, in which a save that overlaps another one sees what that one wrote.

    Whether an autosave would overtake something newer is asked of the newest revision. Two requests
    at once would both ask before either has written, and the one that lands last would win.
    """

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs) -> HttpResponse:
        """Answer; to a save only when no other save of this page is under way."""
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=page_id).first()
            return super().dispatch(request, page_id, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """Save. What somebody else saved meanwhile is not written over before this one knows."""
        if self.expects_json_response or not self.is_out_of_date:
            return super().form_valid(form)
        history = messages.button(
            reverse("wagtailadmin_pages:history", args=[self.page.pk]), _("See both versions")
        )
        if self.latest_revision.user_id == self.request.user.pk:
            response = super().form_valid(form)
            said = _("You saved this page in another window too. That version is kept beside it.")
            messages.warning(self.request, said, buttons=[history])
            return response
        form.restore_required_fields()
        said = _(
            "%s saved this page after you had opened it. Yours is not saved yet: it stands here as "
            "you typed it. To put it in place of the other one, save again."
        ) % get_user_display_name(self.latest_revision.user)
        messages.error(self.request, said, buttons=[history])
        return self._shown_again()

    def form_invalid(self, form) -> HttpResponse:
        """Show the form again; where the page is locked, with who locked it."""
        is_refused = self.locked_for_user and not self.is_cancelling_workflow
        if is_refused and not self.expects_json_response:
            messages.warning(self.request, self.lock.get_message(self.request.user))
            said = _("What you typed still stands here. Copy what you need before you leave.")
            messages.warning(self.request, said)
        return super().form_invalid(form)

    def _shown_again(self) -> HttpResponse:
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def add_save_confirmation_message(self) -> None:
        """Say what an approval or a request for changes has done; else what Wagtail says."""
        if self.action_name != "perform_workflow_action":
            super().add_save_confirmation_message()
            return
        page = Page.objects.get(pk=self.page.pk).specific
        buttons = [self.get_edit_message_button()]
        if page.live and page.url:
            buttons.insert(0, messages.button(page.url, _("View live")))
        messages.success(self.request, _what_happened(page, self.workflow_action), buttons=buttons)


def _what_happened(page: Page, action: str) -> str:
    words = {"title": page.get_admin_display_title()}
    if action == "reject":
        return _("You have asked for changes to “%(title)s”. Who submitted it is told.") % words
    if page.current_workflow_task:
        return _("You have approved “%(title)s”. The next step of its approval begins.") % words
    planned = page.scheduled_revision
    if planned:
        zone = settings_of(authority_of(page)).zone
        words["at"] = format_instant(planned.approved_go_live_at, zone)
        return _("You have approved “%(title)s”. It goes out on %(at)s.") % words
    return _("You have approved “%(title)s”, and it is published.") % words


class ReadyWorkflowActionView(WorkflowActionView):
    """Wagtail's approval from a list, which publishes nothing that is not ready."""

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Do what was chosen; lead to the editor where the page lacks something."""
        if self.action_name == "approve" and name_what_is_missing(request, self.object):
            return redirect("wagtailadmin_pages:edit", self.object.pk)
        return super().post(request, *args, **kwargs)


class OurPageViewSet(PageViewSet):
    """What Wagtail shows of pages, with our editor."""

    add_view_class = PageCreateView
    edit_view_class = PageEditView
    workflow_action_view_class = ReadyWorkflowActionView
