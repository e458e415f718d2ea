"""What assessors are asked: their interests, their scores, and why they give work back."""

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.assessment.declaring import Applicant
from applications.assessment.ending import GIVEN_BACK_BECAUSE
from applications.assessment.scoring import Entered
from applications.models import Criterion, EndedBecause
from authorities.forms.public import PublicForm

LONGEST_COMMENT = 5000


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
            self.fields[f"{one.token}_text"] = forms.CharField(
                label=_("What the conflict is, in a few words"), max_length=500, required=False
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


class ScoreField(forms.ChoiceField):
    """A score that is required to send, and may be left for later when it is saved."""

    def validate(self, value: str) -> None:
        """Raise `ValidationError` for a score that is not on the scale; take none for now."""
        if value:
            super().validate(value)


class ScoreForm(PublicForm):
    """A score and two comments for each criterion. Nothing is required before it is sent."""

    use_required_attribute = False

    def __init__(
        self,
        data=None,
        *,
        criteria: Sequence[Criterion],
        anchors: Sequence[tuple[int, str]],
        entered: Mapping[int, Entered],
    ) -> None:
        super().__init__(data)
        self.criteria = criteria
        for criterion in criteria:
            saved = entered.get(criterion.pk, Entered())
            self._add(criterion, anchors, saved)

    def _add(self, criterion: Criterion, anchors: Sequence[tuple[int, str]], saved: Entered):
        score, comment, private = names_of(criterion.pk)
        self.fields[score] = ScoreField(
            label=_("Score for %s") % criterion.name,
            choices=[(str(number), f"{number} – {text}") for number, text in anchors],
            widget=forms.RadioSelect,
            initial=None if saved.score is None else str(saved.score),
            error_messages={"invalid_choice": _("Choose a score from the scale.")},
        )
        self.fields[comment] = forms.CharField(
            label=_("Comment for the applicant"),
            max_length=LONGEST_COMMENT,
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            initial=saved.comment,
        )
        self.fields[private] = forms.CharField(
            label=_("Comment for the authority only"),
            max_length=LONGEST_COMMENT,
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=saved.private_comment,
        )

    @property
    def question_names(self) -> list[str]:
        """The fields that an error must name: all, since comments share their labels."""
        return list(self.fields)

    def groups(self) -> Iterator[tuple[Criterion, list[forms.BoundField]]]:
        """Yield each criterion with its fields."""
        for criterion in self.criteria:
            yield criterion, [self[name] for name in names_of(criterion.pk)]

    def entered(self) -> dict[int, Entered]:
        """Return what a valid form says, by criterion."""
        found = {}
        for criterion in self.criteria:
            score, comment, private = (
                self.cleaned_data[name].replace("\0", "") for name in names_of(criterion.pk)
            )
            found[criterion.pk] = Entered(int(score) if score else None, comment, private)
        return found


def names_of(criterion: int) -> tuple[str, str, str]:
    """Return the names of a criterion's fields: score, comment, comment for the authority."""
    return f"score_{criterion}", f"comment_{criterion}", f"private_{criterion}"


class GiveBackForm(PublicForm):
    """Why an assignment is given back. After sending, a conflict is the one reason left."""

    because = forms.ChoiceField(
        label=_("Why do you give it back?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    text = forms.CharField(
        label=_("In a sentence"),
        max_length=500,
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
