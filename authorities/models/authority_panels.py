"""How the settings of an authority are laid out for whoever edits them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface


def settings_panels() -> TabbedInterface:
    """Return the tabs: the authority, its brand, its rules."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldPanel("short_name"),
                    FieldPanel("contact_email"),
                    FieldPanel("sender_email"),
                    FieldPanel("feedback_url"),
                    FieldPanel("footer_links"),
                ],
                heading=_("Authority"),
            ),
            ObjectList(
                [
                    FieldPanel("logo"),
                    FieldPanel("brand_colour"),
                    FieldPanel("accent_colour"),
                ],
                heading=_("Brand"),
            ),
            ObjectList(
                [
                    FieldPanel("time_zone"),
                    FieldPanel("nation"),
                    MultiFieldPanel(
                        [FieldPanel("match_limit"), FieldPanel("selection_limit")],
                        heading=_("Limits"),
                    ),
                    MultiFieldPanel([FieldPanel("keeps_rivals_apart")], heading=_("Assessment")),
                    MultiFieldPanel(
                        [
                            FieldPanel("reminder_hours"),
                            FieldPanel("question_days"),
                        ],
                        heading=_("Applying"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("complaint_days"),
                            FieldPanel("complaint_answer_days"),
                        ],
                        heading=_("Questions and complaints about decisions"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("retention_years"),
                            FieldPanel("years_selected"),
                            FieldPanel("years_matched"),
                            FieldPanel("years_not_matched"),
                            FieldPanel("years_withdrawn"),
                            FieldPanel("draft_days"),
                        ],
                        heading=_("How long it is kept"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("is_shared_marketplace"),
                            FieldPanel("is_listed_elsewhere"),
                            FieldPanel("shares_programmes"),
                        ],
                        heading=_("Other authorities"),
                    ),
                    FieldPanel("proposal_domains"),
                    MultiFieldPanel(
                        [
                            FieldPanel("ppon"),
                            FieldPanel("postal_address"),
                            FieldPanel("embedded_by"),
                        ],
                        heading=_("Open record"),
                    ),
                ],
                heading=_("Rules"),
            ),
        ]
    )
