"""Sessions in the admin: listed, written, changed."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from challenges.models import Session
from challenges.programmes.changes import KeepingEditView, ProgrammeViewSet
from challenges.programmes.sessions.answering import fill_places
from challenges.programmes.sessions.inviting import INVITED, TICKED
from challenges.programmes.sessions.mails import queue_change

# What who comes has to know of when it changes.
TOLD = ("starts_at", "ends_at", "place", "link", "called_off")


class SessionEditView(KeepingEditView):
    """Tells who comes what has changed, and gives new places to who waits."""

    def save_instance(self) -> Session:
        """Save, then tell and fill."""
        before = Session.objects.filter(pk=self.object.pk).values(*TOLD).get()
        saved = super().save_instance()
        after = {name: getattr(saved, name) for name in TOLD}
        now = timezone.now()
        if before != after and not (saved.is_over(now) and not saved.called_off):
            queue_change(saved, key=now.isoformat())
        if before["starts_at"] != after["starts_at"]:
            # Whoever was reminded of the old day is reminded of the new one.
            saved.attendances.update(reminded_at=None)
        fill_places(saved, now=now)
        return saved


class SessionViewSet(ProgrammeViewSet):
    """The next and the newest first."""

    model = Session
    icon = "calendar-alt"
    edit_view_class = SessionEditView
    list_display = [
        TitleColumn("title", label=_("Session"), url_name="session_run"),
        Column("get_kind_display", label=_("Kind")),
        Column("programme", label=_("Programme")),
        DateColumn("starts_at", label=_("Starts")),
    ]

    def get_queryset(self, request):
        """Return the authority's, with their programmes."""
        return super().get_queryset(request).select_related("programme")


def register_session_entries(actions) -> None:
    """Name each kind of entry of the log."""
    for name, label, message in (
        (INVITED, _("Invite people to a session"), _("People were invited")),
        (TICKED, _("Tick who was there"), _("Ticked who was there")),
    ):
        actions.register_action(name, label, message)
