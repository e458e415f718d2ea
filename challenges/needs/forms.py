"""What staff fill in about a problem that two authorities have."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from authorities.forms.fields import LineField, NumberField, TextField
from authorities.forms.reasons import ReasonField
from challenges.models import Joining

MOST_PEOPLE = Decimal(100_000_000)


class JoinForm(forms.Form):
    """“We have this problem too”."""

    who = LineField(
        label=_("Who has it with you?"),
        help_text=_("For everybody to read: “Tenants of our 3,000 council flats”. Name nobody."),
        at_most=Joining._meta.get_field("who").max_length,
        called="",
        error_messages={"required": _("Say who has the problem with you.")},
    )
    people = NumberField(
        label=_("How many people does it concern?"),
        help_text=_("A number in figures, like 4,000. Leave it empty if you do not know."),
        lowest=Decimal(1),
        highest=MOST_PEOPLE,
        is_whole=True,
        required=False,
    )
    adds = TextField(
        label=_("What would you add?"),
        help_text=_("What is different with you, what you could bring, what you tried."),
        at_most=1000,
        called="",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_people(self) -> int | None:
        """Return the number; nothing typed is not 0."""
        people = self.cleaned_data["people"]
        return None if people is None else int(people)


class WhyForm(forms.Form):
    """The reason of what takes something away; what agrees needs none."""

    reason = ReasonField(
        label=_("Reason"),
        help_text=_("Needed to decline, to return and to end. The other side reads it."),
        at_most=1000,
        called="",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TellForm(forms.Form):
    """What the authorities that joined are told, beside what the public reads."""

    note = TextField(
        label=_("Your words to them"),
        help_text=_(
            "Optional. They also get the outcome, its reason, stories, documents, lessons."
        ),
        at_most=2000,
        called="",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class FindForm(forms.Form):
    """Narrows the list of other authorities' challenges; what nobody offers counts as left out."""

    q = forms.CharField(label=_("Search"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, *args, themes: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("All themes")), *themes]  # type: ignore[attr-defined]

    def answer(self, name: str) -> str:
        """Return what was asked for, or nothing."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""
