"""What the preview of a bulk action asks for."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Assessor, IneligibleBecause
from applications.moderation.bulk.actions import Action


class BulkForm(forms.Form):
    """The inputs of every action; each keeps those that it needs."""

    because = forms.ChoiceField(
        label=gettext_lazy("Reason, from the list"),
        choices=[("", gettext_lazy("Choose one")), *IneligibleBecause.choices],
        error_messages={"required": gettext_lazy("Choose a reason from the list.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, in a sentence"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Kept on the record of every application. A letter against an applicant begins with "
            "it: you can change the letter before it is released."
        ),
        error_messages={"required": gettext_lazy("Write the reason: it is kept on the record.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Every applicant reads it on their private page."),
        error_messages={"required": gettext_lazy("Write the message.")},
    )
    assessor = forms.ModelChoiceField(
        label=gettext_lazy("Assessor"),
        queryset=Assessor.objects.none(),
        error_messages={"required": gettext_lazy("Choose an assessor.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("Scores due by the end of"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )

    keeps_rules = forms.BooleanField(
        label=gettext_lazy("I have looked at the rules: each of these applications keeps them all"),
        error_messages={
            "required": gettext_lazy("Look at the rules above, and say that each is kept.")
        },
    )
    over_limit = forms.BooleanField(
        label=gettext_lazy("Go over the limit if all places are taken; the reason says why"),
        required=False,
    )

    def __init__(
        self,
        data,
        *,
        action: Action,
        assessors: Iterable[Assessor],
        may_go_over_limit: bool = False,
    ) -> None:
        super().__init__(data, auto_id="bulk_%s")
        asks = action.asks if may_go_over_limit else action.asks - {"over_limit"}
        for name in set(self.fields) - asks:
            del self.fields[name]
        if "assessor" in self.fields:
            self.fields["assessor"].queryset = assessors  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        """Refuse a day that leaves no time."""
        due: date = self.cleaned_data["due_on"]
        if due <= timezone.localdate():
            raise ValidationError(_("Choose a day from tomorrow on."))
        return due
