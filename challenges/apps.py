"""Briefs, programmes and success stories."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChallengesConfig(AppConfig):
    name = "challenges"
    verbose_name = _("Challenges")

    def ready(self) -> None:
        """Hand the models what serves, edits and publishes them, and keep the listing's rows."""
        _serve()
        _edit()

        from applications.workflow.signals import application_moved, outcome_planned
        from challenges.listing import listing_index
        from challenges.open_data.contracting import watching
        from challenges.programmes.milestones.outcomes import keep_decision, keep_outcome
        from challenges.stages.recorded import cover_rows

        listing_index.connect()
        watching.connect()
        cover_rows()
        outcome_planned.connect(keep_outcome, dispatch_uid="track_outcome")
        application_moved.connect(keep_decision, dispatch_uid="track_decision")


def _serve() -> None:
    """Say which view, or which context, shows pages of each type."""
    from challenges import models
    from challenges.brief.views import preview_challenge, serve_challenge
    from challenges.listing.contexts import story_listing_context
    from challenges.listing.views import serve_listing
    from challenges.presentation.contexts import story_context
    from challenges.programmes.page_context import (
        compared_programmes_context,
        whole_programme_context,
    )

    models.ChallengePage.served_by(view=serve_challenge)
    models.ChallengePage.preview = staticmethod(preview_challenge)
    models.ChallengeListingPage.served_by(view=serve_listing)
    models.ProgrammePage.served_by(context=whole_programme_context)
    models.ProgrammeListingPage.served_by(context=compared_programmes_context)
    models.SuccessStoryPage.served_by(context=story_context)
    models.SuccessStoryListingPage.served_by(context=story_listing_context)


def _edit() -> None:
    """Say how each model is edited, copied and published; Wagtail keeps the answer at first use."""
    from authorities.forms.admin import AuthorityPageForm
    from challenges import models
    from challenges.brief.clarification_form import ClarificationForm
    from challenges.editing.copy_form import ChallengeCopyForm
    from challenges.editing.forms import ChallengePageForm, SuccessStoryPageForm
    from challenges.editing.panels import challenge_edit_handler
    from challenges.editing.promotion_form import PromotionForm
    from challenges.editing.publishing import publish
    from challenges.programmes.budget.forms import BudgetLineForm, PaymentForm
    from challenges.programmes.forms import ProgrammeForm
    from challenges.programmes.milestones.forms import MilestoneForm

    models.ChallengePage.base_form_class = ChallengePageForm
    models.ChallengePage.copy_form_class = ChallengeCopyForm
    models.ChallengePage.edit_handler = challenge_edit_handler
    models.ChallengePage.write_published = publish
    for page_type in (
        models.ProgrammePage,
        models.ChallengeListingPage,
        models.ProgrammeListingPage,
        models.SuccessStoryListingPage,
    ):
        page_type.base_form_class = AuthorityPageForm
    models.SuccessStoryPage.base_form_class = SuccessStoryPageForm
    models.Clarification.base_form_class = ClarificationForm
    models.Promotion.base_form_class = PromotionForm
    models.Session.base_form_class = ProgrammeForm
    models.BudgetLine.base_form_class = BudgetLineForm
    models.Payment.base_form_class = PaymentForm
    models.Milestone.base_form_class = MilestoneForm
    models.Lesson.base_form_class = ProgrammeForm
