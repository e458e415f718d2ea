"""What the applications app gives to Wagtail's admin."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from applications.assessment.menu import AssessmentMenuItem
from applications.models import LetterTemplate, PooledAssessor, Terms
from applications.moderation import dashboard_panel
from applications.moderation.admin import ApplicationAdmin
from applications.moderation.deletion_guard import why_kept
from applications.moderation.open_work import open_work
from applications.portal.own_data import own_data
from applications.release.letter_templates import default_templates
from applications.submission.details import sent_details
from applications.submission.terms import NextTermsView, default_terms
from authorities.models import Role
from authorities.viewsets import OwnedViewSet, register_owned

hooks.register("construct_homepage_panels", dashboard_panel.add_dashboard)
hooks.register("why_kept", why_kept)
hooks.register("open_work", open_work)
hooks.register("sent_details", sent_details)
hooks.register("own_data", own_data)
modeladmin_register(ApplicationAdmin)

hooks.register("authority_started", default_terms)
hooks.register("authority_started", default_templates)


class TermsViewSet(OwnedViewSet):
    """Terms are added, never changed: what somebody accepted stays as it was."""

    model = Terms
    icon = "doc-full"
    add_view_class = NextTermsView
    never = frozenset({"change", "delete"})
    list_display = ["__str__", "published_at"]


class LetterTemplateViewSet(OwnedViewSet):
    model = LetterTemplate
    icon = "mail"
    list_display = ["__str__", "text"]


class PoolViewSet(OwnedViewSet):
    model = PooledAssessor
    icon = "group"
    list_display = ["name", "body", "skills", "email"]


register_owned(PoolViewSet)
register_owned(TermsViewSet)
register_owned(LetterTemplateViewSet)


STYLES = (
    "admin",
    "admin-queue",
    "admin-assessment",
    "admin-letters",
    "admin-record",
    "admin-searches",
)


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """Give every screen of the admin the styles of our own."""
    return format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in STYLES)
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the addresses of the rooms that are more than the queue."""
    return [
        path("", include("applications.moderation.admin_urls")),
        path("assessing/", include("applications.assessment.admin_urls")),
        path("releases/", include("applications.release.admin_urls")),
        path("complaints/", include("applications.complaints.admin_urls")),
        path("record/", include("applications.record.admin_urls")),
    ]


@hooks.register("register_admin_menu_item")
def assessment_menu_item() -> AssessmentMenuItem:
    """Add what one is asked to assess."""
    return AssessmentMenuItem(_("Assessment"), reverse("assessing"), icon_name="check", order=155)


@hooks.register("role_permissions")
def role_permissions() -> dict[Role, list[str]]:
    """Let the roles that read applications see them in the menu."""
    view = ["applications.view_application"]
    letters = [
        f"applications.{action}_lettertemplate" for action in ("add", "change", "delete", "view")
    ]
    pool = [
        f"applications.{action}_pooledassessor" for action in ("add", "change", "delete", "view")
    ]
    return {
        Role.MODERATOR: [*view, *pool],
        Role.AUDITOR: view,
        Role.OBSERVER: view,
        Role.PROGRAMME_MANAGER: [
            *view,
            *letters,
            *pool,
            "applications.add_terms",
            "applications.view_terms",
        ],
    }
