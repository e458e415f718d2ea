"""Questions to begin with, kept ready for the next challenge."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel

from applications.models import Question
from authorities.models import Owned


class QuestionSet(Owned, ClusterableModel):
    """Questions that an authority asks again and again. A challenge gets a copy of its own."""

    name = models.CharField(
        _("name"), max_length=80, help_text=_("A few words, like Pilot in a neighbourhood.")
    )
    is_default = models.BooleanField(
        _("a new challenge starts with these"),
        default=False,
        help_text=_("One set can be the default. The editor can change the questions afterwards."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("is_default"),
        InlinePanel(
            "questions",
            heading=_("Application questions"),
            help_text=_("Asked after the questions about the business. Few and clear."),
            min_num=1,
        ),
    ]

    class Meta:
        verbose_name = _("question set")
        verbose_name_plural = _("question sets")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"],
                name="one_question_set_a_name",
                violation_error_message=_("A question set with this name stands already."),
            ),
            models.UniqueConstraint(
                fields=["authority"],
                condition=models.Q(is_default=True),
                name="one_default_question_set",
                violation_error_message=_(
                    "Another set is the default already. Take away its tick first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SetQuestion(Question):
    """A question of a set."""

    question_set = ParentalKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")

    # Its name is made when it is copied, and nobody has answered it.
    panels = [
        panel for panel in Question.panels if panel.field_name not in ("clean_name", "is_retired")
    ]
