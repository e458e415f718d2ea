"""What the challenges app gives to Wagtail's admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Site
from wagtail.signals import init_new_page

from authorities.models import Owned, Role
from authorities.scope import staff_authority
from authorities.viewsets import OwnedCreateView, OwnedViewSet, register_owned
from challenges.brief.clarifications import ClarificationViewSet
from challenges.brief.engagement import admin_views as engagement_views
from challenges.brief.engagement import own_data as engagement_data
from challenges.brief.engagement.interested import Interested
from challenges.editing import consequences, deletion_guard, question_sets, readiness
from challenges.editing.dashboard.listings import BriefsViewSet, StoriesViewSet
from challenges.editing.dashboard.menu import WritersMenuItem
from challenges.editing.dashboard.panel import add_dashboard
from challenges.editing.default_synonyms import default_synonyms
from challenges.editing.guidance.views import show_hints
from challenges.editing.similar_views import show_similar
from challenges.follows import Followed, count_followers
from challenges.listing.listing_index import fill_if_behind
from challenges.listing.recommendations import recommend
from challenges.listing.subscriptions.saved_searches import Searched
from challenges.models import (
    BudgetLine,
    Directorate,
    Lesson,
    Milestone,
    Partner,
    Payment,
    Promotion,
    QuestionSet,
    Session,
    Synonyms,
    Theme,
)
from challenges.needs.log_entries import register_need_entries
from challenges.needs.menu import needs_menu_item
from challenges.open_data.contracting import notice_views
from challenges.programmes.budget.viewsets import BudgetLineViewSet, PaymentViewSet
from challenges.programmes.changes import permissions_of, register_changes
from challenges.programmes.files import keep_private
from challenges.programmes.lessons.viewset import LessonViewSet
from challenges.programmes.menu import programme_menu
from challenges.programmes.milestones.open_work import open_work
from challenges.programmes.milestones.viewset import MilestoneViewSet, register_milestone_entries
from challenges.programmes.report.admin_views import register_report_entries
from challenges.programmes.sessions import own_data as session_data
from challenges.programmes.sessions.viewset import SessionViewSet, register_session_entries
from challenges.proposals.log_entries import register_proposal_entries
from challenges.proposals.own_data import own_data
from challenges.stages import board_views
from challenges.stages.page_record import record_of_challenge
from challenges.stages.public_stage import public_stage
from challenges.stages.queue_filters import theme_filter
from challenges.stages.recorded import stage_faults


class ThemeViewSet(OwnedViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name", "slug"]


class DirectorateViewSet(OwnedViewSet):
    model = Directorate
    icon = "group"


class PartnerViewSet(OwnedViewSet):
    model = Partner
    icon = "link"
    list_display = ["name", "description"]


class WordsCreateView(OwnedCreateView):
    """Begins with the words that the address names."""

    def get_initial_form_instance(self) -> Owned:
        """Return a new instance of the authority's, with the words."""
        words = self.request.GET.get("words", "")
        return self.model(authority=staff_authority(self.request), words=words)


class SynonymsViewSet(OwnedViewSet):
    model = Synonyms
    icon = "list-ul"
    add_view_class = WordsCreateView


class PromotionViewSet(OwnedViewSet):
    model = Promotion
    icon = "pick"
    add_view_class = WordsCreateView


class QuestionSetViewSet(OwnedViewSet):
    model = QuestionSet
    icon = "form"
    list_display = ["name", "is_default"]


for viewset in (
    ThemeViewSet,
    DirectorateViewSet,
    PartnerViewSet,
    SynonymsViewSet,
    PromotionViewSet,
    ClarificationViewSet,
    QuestionSetViewSet,
    SessionViewSet,
    BudgetLineViewSet,
    PaymentViewSet,
    MilestoneViewSet,
    LessonViewSet,
):
    register_owned(viewset)

hooks.register("missing_of_page", readiness.missing_of_page)
hooks.register("said_before_publishing", consequences.said_before_publishing)
hooks.register("why_kept", deletion_guard.why_kept)
hooks.register("before_create_page", question_sets.remember_choice)
init_new_page.connect(question_sets.fill_new_page, dispatch_uid="question_sets")

hooks.register("construct_homepage_panels", add_dashboard)
hooks.register("own_data", own_data)
hooks.register("own_data", session_data.own_data)
hooks.register("own_data", engagement_data.own_data)
hooks.register("register_log_actions", register_changes)
hooks.register("register_log_actions", register_session_entries)
hooks.register("register_log_actions", register_milestone_entries)
hooks.register("register_log_actions", register_report_entries)
hooks.register("open_work", open_work)
hooks.register("before_serve_document", keep_private)
hooks.register("register_admin_menu_item", programme_menu)
hooks.register("register_log_actions", register_need_entries)
hooks.register("register_admin_menu_item", needs_menu_item)
hooks.register("register_log_actions", register_proposal_entries)
hooks.register("queue_filters", theme_filter)
hooks.register("count_followers", count_followers)
hooks.register("public_stage", public_stage)
hooks.register("record_of_page", record_of_challenge)
hooks.register("record_faults", stage_faults)
hooks.register("recommendations", recommend)
hooks.register("authority_started", default_synonyms)

EDITORS = [
    *(
        f"challenges.{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("theme", "directorate", "partner", "questionset", "synonyms", "promotion")
    ),
    # What was asked is put aside, never deleted.
    "challenges.add_clarification",
    "challenges.change_clarification",
]


OF_PROGRAMMES = (Session, BudgetLine, Payment, Milestone, Lesson)


@hooks.register("role_permissions")
def role_permissions() -> dict[Role, list[str]]:
    """Name what each role may do with the challenges app's models."""
    return {
        Role.EDITOR: EDITORS,
        Role.APPROVER: EDITORS,
        Role.PROGRAMME_MANAGER: [*EDITORS, *permissions_of(*OF_PROGRAMMES)],
    }


hooks.register("fill_index", fill_if_behind)


@hooks.register("subscription_kinds")
def subscription_kinds() -> list[Followed | Interested | Searched]:
    """Let people follow challenges, be told of openings, and save searches."""
    return [Followed(), Interested(), Searched()]


@hooks.register("business_themes")
def business_themes(site: Site) -> list[tuple[str, str]]:
    """Offer the authority's themes in the profile of a business."""
    return list(Theme.objects.for_authority(site).values_list("slug", "name"))


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the addresses of the board, and of what is asked while one writes."""
    return [
        path("progress/", board_views.index, name="challenge_board"),
        path("progress/<int:pk>/", board_views.challenge, name="challenge_board_challenge"),
        path("challenges/hints/", show_hints, name="brief_hints"),
        path("needs/", include("challenges.needs.admin_urls")),
        path("proposals/", include("challenges.proposals.admin_urls")),
        path("sessions/", include("challenges.programmes.sessions.admin_urls")),
        path("track/", include("challenges.programmes.milestones.admin_urls")),
        path("programmes/", include("challenges.programmes.admin_urls")),
        path("challenges/similar/", show_similar, name="similar_challenges"),
        path("challenges/<int:pk>/interest/", engagement_views.interest, name="challenge_interest"),
        path(
            "challenges/<int:pk>/interest/<slug:file_format>/",
            engagement_views.export,
            name="challenge_interest_export",
        ),
        path("open-record/", notice_views.index, name="open_record"),
        path("open-record/<int:pk>/<slug:kind>/", notice_views.notice, name="notice_draft"),
    ]


@hooks.register("register_admin_viewset")
def lists_of_pages() -> list:
    """Add the lists of briefs and of stories, with their places in the menu."""
    return [BriefsViewSet(), StoriesViewSet()]


@hooks.register("register_admin_menu_item")
def questions_menu_item() -> WritersMenuItem:
    """Add the questions about briefs."""
    address = reverse("wagtailsnippets_challenges_clarification:list")
    return WritersMenuItem(_("Questions to answer"), address, icon_name="help", order=110)


@hooks.register("register_admin_menu_item")
def board_menu_item():
    """Add the board to the menu of who may see it."""
    return board_views.BoardMenuItem(
        _("Challenge progress"), reverse("challenge_board"), icon_name="tasks", order=160
    )


hooks.register("register_admin_menu_item", notice_views.open_record_menu_item)
