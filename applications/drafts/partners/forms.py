"""What is asked of a partner: the same facts of a business as of the lead."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from authorities.forms.fields import TextField
from authorities.forms.public import PublicForm
from businesses.profile.forms import BusinessDetailsForm

# What the lead may not know of another business; the partner gives it before it agrees.
LEFT_TO_PARTNER = ("business_size", "postcode", "company_number")


class LeadsPartnerForm(BusinessDetailsForm):
    """A partner as its lead names it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["business_name"].error_messages["required"] = _(
            "Enter the name of your partner's business."
        )
        self.fields["contact_name"].label = _("Name of your contact there")
        self.fields["contact_name"].error_messages["required"] = _("Enter your contact's name.")
        self.fields["email"].label = _("Your contact's email address")
        self.fields["email"].help_text = _("The link by which your partner agrees goes here.")
        self.fields["business_size"].label = _("Size of the business")
        self.fields["postcode"].help_text = _("Where the business is based.")
        for name in ("contact_name", "email", "business_name", "postcode"):
            # Not the browser's own: these are another business's.
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for name in LEFT_TO_PARTNER:
            self.fields[name].required = False
        self.fields["company_number"].help_text = _(
            "What you do not know you can leave empty: your partner is asked for it."
        )


class OwnPartnerForm(BusinessDetailsForm):
    """A partner as it describes itself; its address stays, for the link went there."""

    email = None  # type: ignore[assignment]


class DeclineForm(PublicForm):
    """Why a partner does not take part, if it wants to say."""

    because = TextField(
        label=_("Why do you not take part?"),
        required=False,
        at_most=1000,
        called="",
        help_text=_("You need not say. The business that leads the application reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
