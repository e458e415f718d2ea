"""The ten questions that a brief answers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from authorities.models.unready import unready
from challenges.models.blocks import PLAIN_FEATURES


def _answer(
    question: str | Promise, help_text: str | Promise, *, required: bool = False
) -> RichTextField:
    """Return a field for one of the brief's longer answers."""
    return RichTextField(question, features=PLAIN_FEATURES, blank=not required, help_text=help_text)


class Brief(models.Model):
    """The question itself, its summary, eight longer answers, and who can apply."""

    question = models.CharField(
        _("question"),
        max_length=255,
        help_text=_("The problem as one sentence that ends with a question mark."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("Two or three sentences for the listing: what is wrong, and for whom."),
    )
    end_users = _answer(
        _("Who is it for?"),
        _("Who lives with the problem, and what they would notice."),
        required=True,
    )
    success_measures = _answer(
        _("How will we know that it works?"),
        _("What changes, and how it is measured."),
        required=True,
    )
    policy_background = _answer(
        _("Why does it matter?"), _("The policy or duty behind the challenge.")
    )
    previous_attempts = _answer(
        _("What has been tried?"), _("What was tried before, and what was learned.")
    )
    dependencies = _answer(
        _("What does it depend on?"), _("People, data, sites or decisions that a solution needs.")
    )
    technologies = _answer(
        _("Which technologies could help?"), _("What you can imagine, without prescribing it.")
    )
    commercial_opportunity = _answer(
        _("What is in it for a business?"), _("Who else has this problem, and what comes after.")
    )
    integration = _answer(
        _("What must it work with?"), _("Systems and ways of working that a solution meets.")
    )

    # Beside the ten: what a business asks itself first.
    eligibility = _answer(
        _("Who can apply?"),
        _("What a business must be, have or do. Leave empty if any business can."),
    )

    ANSWERS = (
        "end_users",
        "success_measures",
        "policy_background",
        "previous_attempts",
        "dependencies",
        "technologies",
        "commercial_opportunity",
        "integration",
    )

    brief_search_fields = [
        index.SearchField("question", boost=3),
        index.AutocompleteField("question"),
        index.SearchField("summary", boost=2),
        *(index.SearchField(name) for name in (*ANSWERS, "eligibility")),
    ]
    # What the search takes for the meaning of a brief; the rest says the same of many.
    meaning_texts = (
        ("title", "question", "summary"),
        ("title", "question", "summary", "end_users", "success_measures"),
    )

    is_outside_procurement = models.BooleanField(
        _("no procurement"),
        default=False,
        help_text=_(
            "Tick this for a prize, a pilot below the threshold, or research and development "
            "outside the Procurement Act. The open record says so, and no notice is drafted."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a question that is none, and an answer that is needed and has no words."""
        super().clean()
        errors = {}
        if self.question and not self.question.rstrip().endswith("?"):
            errors["question"] = unready(_("End the question with a question mark."))
        for name in self.ANSWERS:
            # An empty editor sends an empty paragraph, which is not an empty string.
            text = getattr(self, name)
            is_needed = not self._meta.get_field(name).blank  # type: ignore[union-attr]
            if is_needed and text and not strip_tags(text).strip():
                errors[name] = unready(_("Write an answer: the brief does not go out without it."))
        if errors:
            raise ValidationError(errors)

    def answers(self) -> list[dict[str, str]]:
        """Return the brief's longer questions that are answered, in their order."""
        return [
            {
                "name": name,
                "question": str(self._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
                "answer": getattr(self, name),
            }
            for name in self.ANSWERS
            if getattr(self, name)
        ]
