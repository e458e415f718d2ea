"""The form for an assessor's scores."""

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.assessment.scoring.score_entry import ScoreInput
from applications.models import Criterion
from authorities.forms.fields import TextField
from authorities.forms.public import PublicForm

LONGEST_COMMENT = 5000


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
        entered: Mapping[int, ScoreInput],
    ) -> None:
        super().__init__(data)
        self.criteria = criteria
        for criterion in criteria:
            saved = entered.get(criterion.pk, ScoreInput())
            self._add(criterion, anchors, saved)

    def _add(self, criterion: Criterion, anchors: Sequence[tuple[int, str]], saved: ScoreInput):
        score, comment, private = names_of(criterion.pk)
        self.fields[score] = ScoreField(
            label=_("Score for %s") % criterion.name,
            choices=[(str(number), f"{number} – {text}") for number, text in anchors],
            widget=forms.RadioSelect,
            initial=None if saved.score is None else str(saved.score),
            error_messages={"invalid_choice": _("Choose a score from the scale.")},
        )
        self.fields[comment] = TextField(
            label=_("Comment for the applicant"),
            at_most=LONGEST_COMMENT,
            required=False,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            initial=saved.comment,
        )
        self.fields[private] = TextField(
            label=_("Comment for the authority only"),
            at_most=LONGEST_COMMENT,
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

    def entered(self) -> dict[int, ScoreInput]:
        """Return what a valid form says, by criterion."""
        found = {}
        for criterion in self.criteria:
            score, comment, private = (self.cleaned_data[name] for name in names_of(criterion.pk))
            found[criterion.pk] = ScoreInput(int(score) if score else None, comment, private)
        return found


def names_of(criterion: int) -> tuple[str, str, str]:
    """Return the names of a criterion's fields: score, comment, comment for the authority."""
    return f"score_{criterion}", f"comment_{criterion}", f"private_{criterion}"
