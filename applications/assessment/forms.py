"""What assessors are asked: their interests, their scores, and why they give work back."""

from collections.abc import Iterator, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.assessment.assessors.unassign import GIVEN_BACK_BECAUSE
from applications.assessment.declarations import Applicant
from applications.models import EndedBecause
from authorities.forms.fields import LineField
from authorities.forms.public import PublicForm


class DeclarationForm(PublicForm):
    """For each applicant by name: a conflict or none, and in a few words which."""

    def __init__(self, data=None, *, applicants: Sequence[Applicant]) -> None:
        super().__init__(data)
        self.applicants = applicants
        for one in applicants:
            self.fields[one.token] = forms.ChoiceField(
                label=one.name,
                choices=[("none", _("No conflict")), ("conflict", _("A conflict of interest"))],
                widget=forms.RadioSelect,
                initial=None if one.has_conflict is None else "none",
                error_messages={"required": _("Say whether you have a conflict with this one.")},
            )
            self.fields[f"{one.token}_text"] = LineField(
                label=_("What the conflict is, in a few words"), at_most=500, required=False
            )

    @property
    def question_names(self) -> list[str]:
        """The fields that an error must name."""
        return [one.token for one in self.applicants]

    def groups(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Yield each applicant's choice and its text."""
        for one in self.applicants:
            yield self[one.token], self[f"{one.token}_text"]

    def declared(self) -> dict[str, tuple[bool, str]]:
        """Return what a valid form says, by token."""
        return {
            one.token: (
                self.cleaned_data[one.token] == "conflict",
                self.cleaned_data[f"{one.token}_text"],
            )
            for one in self.applicants
        }


class GiveBackForm(PublicForm):
    """Why an assignment is given back. After sending, a conflict is the one reason left."""

    because = forms.ChoiceField(
        label=_("Why do you give it back?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    text = LineField(
        label=_("In a sentence"),
        at_most=500,
        help_text=_("The authority reads it. The applicant does not."),
        error_messages={"required": _("Write a sentence.")},
    )

    def __init__(self, data=None, *, was_sent: bool) -> None:
        super().__init__(data)
        choices = [(EndedBecause.CONFLICT.value, EndedBecause.CONFLICT.label)]
        if not was_sent:
            choices += [(one.value, one.label) for one in GIVEN_BACK_BECAUSE]
        field = self.fields["because"]
        field.choices = choices  # type: ignore[attr-defined]
