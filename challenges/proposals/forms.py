"""What a colleague fills in: a problem, and that they have one too."""

import uuid

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.forms.fields import AddressField, LineField, TextField
from authorities.forms.public import PublicForm
from authorities.forms.reasons import ReasonField
from challenges.models import Directorate, Proposal, ProposalGroup, Support
from challenges.models.programme import ProgrammePage
from challenges.proposals.permissions import is_colleagues

LONGEST = 2000


def _told(label: str | Promise, hint: str | Promise, *, required: bool = True) -> TextField:
    return TextField(
        label=label,
        help_text=hint,
        at_most=LONGEST,
        called="",
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ColleagueForm(PublicForm):
    """Asks for an address of the authority's own, unless one is proven."""

    email = AddressField(
        label=_("Your work email address"),
        help_text=_("We send a code to it, so that we know you work here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your work email address.")},
    )
    name = LineField(
        label=_("Your name"),
        help_text=_("The programme managers read it."),
        at_most=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    is_named = forms.BooleanField(label=_("Colleagues may read my name"), required=False)

    def __init__(self, *args, site: Site, proven: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        if proven:
            del self.fields["email"]

    def clean_email(self) -> str:
        """Return the address; refuse one that is not the authority's."""
        email = self.cleaned_data["email"]
        if not is_colleagues(email, self.site):
            raise forms.ValidationError(
                _("Only people who work here propose. Enter your work address.")
            )
        return email


class ProposalForm(ColleagueForm):
    """A problem in five plain questions."""

    problem = LineField(
        label=_("What is the problem?"),
        help_text=_("One sentence, without a solution in it."),
        at_most=Proposal._meta.get_field("problem").max_length,
        called="",
        error_messages={"required": _("Say in one sentence what the problem is.")},
    )
    who_has_it = _told(_("Who has it?"), _("Residents, colleagues, businesses, and how many."))
    today = _told(_("What happens today?"), _("What people do now, and what it costs them."))
    better = _told(_("What would be better?"), _("What somebody would notice if it was solved."))
    known = _told(
        _("What do you know about it?"),
        _("Figures, complaints, what was tried, who else knows."),
        required=False,
    )
    directorate = forms.ModelChoiceField(
        label=_("Where do you work?"),
        queryset=Directorate.objects.none(),
        required=False,
        empty_label=_("I would rather not say"),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = (
        *Proposal.QUESTIONS,
        "directorate",
        "name",
        "is_named",
        "email",
        "form_key",
    )

    def __init__(self, *args, site: Site, **kwargs) -> None:
        super().__init__(*args, site=site, **kwargs)
        own = Directorate.objects.for_authority(site)
        self.fields["directorate"].queryset = own  # type: ignore[attr-defined]
        self.initial.setdefault("form_key", uuid.uuid4())

    def clean_form_key(self) -> uuid.UUID:
        """Return the key that came with the form, or a new one."""
        return self.cleaned_data["form_key"] or uuid.uuid4()


class SupportForm(ColleagueForm):
    """A sentence of somebody who has the problem, too."""

    sentence = LineField(
        label=_("How do you notice it?"),
        help_text=_(
            "One sentence. Colleagues read it. We write to you when something comes of it."
        ),
        at_most=Support._meta.get_field("sentence").max_length,
        called="",
        error_messages={"required": _("Say in one sentence how you notice it.")},
    )

    field_order = ("sentence", "name", "is_named", "email")


class TakeOverForm(PublicForm):
    """Who takes a proposal over; their address is proven."""

    name = ColleagueForm.base_fields["name"]
    is_named = ColleagueForm.base_fields["is_named"]


class OfferForm(forms.Form):
    """Who is asked to take a proposal over."""

    email = AddressField(
        label=_("Ask another colleague to take it over"),
        help_text=_("Their work address. They read the proposal, and say yes or no."),
        error_messages={"required": _("Enter their work address.")},
    )


class SortForm(forms.Form):
    """Where a proposal belongs."""

    group = LineField(
        label=_("Group"),
        required=False,
        at_most=ProposalGroup._meta.get_field("name").max_length,
        help_text=_("Proposals with the same group become one brief. Write a new name, or one of:"),
    )
    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=ProgrammePage.objects.none(), required=False
    )
    directorate = forms.ModelChoiceField(
        label=_("Directorate"), queryset=Directorate.objects.none(), required=False
    )

    def __init__(self, *args, authority: Site, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("programme", ProgrammePage), ("directorate", Directorate)):
            self.fields[name].queryset = model.objects.for_authority(authority)  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """What the proposer is told: an answer, or why nothing comes of it."""

    text = ReasonField(
        label=_("Your answer"),
        help_text=_("Who proposed it gets this by mail. Colleagues read it beside the proposal."),
        at_most=5000,
        called="",
        error_messages={"required": _("Write the answer.")},
    )
