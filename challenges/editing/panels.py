"""How a brief is laid out for who writes it: tabs in the order of writing."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

from challenges.editing.guidance.panel import GuidedPanel
from challenges.editing.question_sets import ways_to_start
from challenges.models.illustrated import Illustrated


class QuestionSetsPanel(HelpPanel):
    """Leads, while a challenge is new, to the sets of questions that it can start with."""

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **kwargs) -> None:
            super().__init__(**kwargs)
            is_new = self.instance.pk is None and self.form is not None
            self.ways = ways_to_start(self.form.parent_page) if is_new else []

        def is_shown(self) -> bool:
            """Return whether there is anything to choose."""
            return bool(self.ways)

        def get_context_data(self, parent_context=None) -> dict:
            """Add the sets."""
            return super().get_context_data(parent_context) | {"ways": self.ways}


class SimilarPanel(HelpPanel):
    """Shows, while a brief is written, which published challenges look like it."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context=None) -> dict:
            """Add where to ask, and for which page not to."""
            address = {"similar_url": reverse("similar_challenges"), "besides": self.instance.pk}
            return super().get_context_data(parent_context) | address


challenge_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("amendment"),
                TitleFieldPanel(
                    "title",
                    heading=_("Short name"),
                    help_text=_("A few words by which people will call the challenge."),
                ),
                GuidedPanel("question"),
                GuidedPanel("summary"),
                SimilarPanel(template="challenges/editing/similar_panel.html"),
                GuidedPanel("end_users"),
                GuidedPanel("success_measures"),
                GuidedPanel("policy_background"),
                GuidedPanel("previous_attempts"),
                GuidedPanel("dependencies"),
                GuidedPanel("technologies"),
                GuidedPanel("commercial_opportunity"),
                GuidedPanel("integration"),
            ],
            heading=_("Brief"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("programme", widget=forms.Select),
                        FieldPanel("directorate", widget=forms.Select),
                        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
                    ],
                    heading=_("Where it belongs"),
                ),
                Illustrated.picture_panel,
                MultiFieldPanel(
                    [
                        FieldPanel("contact_name"),
                        FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                    ],
                    heading=_("Contact"),
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("prize_minimum"), FieldPanel("prize_maximum")]),
                        FieldPanel("contract_route"),
                        FieldPanel("is_outside_procurement"),
                    ],
                    heading=_("Money and contract"),
                ),
                FieldPanel("documents"),
                FieldPanel("is_example"),
            ],
            heading=_("Facts and contact"),
        ),
        ObjectList(
            [
                MultiFieldPanel(
                    [FieldRowPanel([FieldPanel("opens_at"), GuidedPanel("closes_at")])],
                    heading=_("When businesses can apply"),
                ),
                FieldPanel("announced_at"),
                InlinePanel(
                    "engagement_notes",
                    heading=_("What was learned before the opening"),
                    label=_("Note"),
                ),
                FieldPanel("questions_until"),
                FieldPanel("key_dates"),
            ],
            heading=_("Dates"),
        ),
        ObjectList(
            [
                FieldPanel("eligibility"),
                InlinePanel(
                    "eligibility_rules",
                    heading=_("Eligibility rules"),
                    help_text=_("What moderators tick off for each application, one thing a row."),
                ),
                FieldPanel("minutes_to_apply"),
                FieldPanel("allows_several"),
                FieldPanel("takes_partners"),
                FieldPanel("asked_of_partners"),
                QuestionSetsPanel(template="challenges/editing/question_sets.html"),
                InlinePanel(
                    "questions",
                    heading=_("Application questions"),
                    help_text=_("Asked after the questions about the business. Few and clear."),
                ),
            ],
            heading=_("Application form"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "criteria",
                    heading=_("Criteria"),
                    help_text=_("Public from the day the brief is. The weights add up to 100."),
                ),
                FieldPanel("scale"),
                MultiFieldPanel(
                    [
                        FieldPanel("is_rolling"),
                        FieldPanel("is_sealed"),
                        FieldPanel("is_blind"),
                        FieldPanel("assessors_wanted"),
                        FieldPanel("shows_scores"),
                    ],
                    heading=_("How it is assessed"),
                ),
                MultiFieldPanel(
                    [FieldRowPanel([FieldPanel("match_limit"), FieldPanel("selection_limit")])],
                    heading=_("Limits"),
                ),
            ],
            heading=_("Assessment"),
        ),
        ObjectList(Page.promote_panels, heading=_("Address and search")),
        ObjectList(Page.settings_panels, heading=_("Settings")),
    ]
)
