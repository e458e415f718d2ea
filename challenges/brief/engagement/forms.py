"""“Tell us what you could do”: who, what, one link; no application."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorities.forms.fields import AddressField, LineField, TextField
from authorities.forms.public import TrapForm
from challenges.models import Interest

LONGEST = 1000
LONGEST_LINK = Interest._meta.get_field("link").max_length or 500


class LinkField(LineField):
    """An address on the web. It is kept as it was typed, and nothing here opens it."""

    def validate(self, value: str) -> None:
        """Refuse what is no whole address."""
        super().validate(value)
        if value:
            try:
                URLValidator(schemes=["http", "https"])(value)
            except forms.ValidationError:
                raise forms.ValidationError(
                    _("Enter a whole address that begins with https://, or nothing.")
                ) from None


class InterestForm(TrapForm):
    """Three questions, and where we write when it opens."""

    interest_name = LineField(
        label=gettext_lazy("Who are you?"),
        help_text=gettext_lazy("Your business, your team or your own name."),
        at_most=Interest._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": gettext_lazy("Enter who you are.")},
    )
    interest_text = TextField(
        label=gettext_lazy("What could you do?"),
        help_text=gettext_lazy(
            "One to three sentences. Only the authority's staff read it. It is no application, "
            "and counts for nothing when applications are assessed."
        ),
        at_most=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what you could do.")},
    )
    interest_link = LinkField(
        label=gettext_lazy("A link"),
        help_text=gettext_lazy("Where we can see what you do."),
        at_most=LONGEST_LINK,
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}
        ),
    )
    interest_email = AddressField(
        label=gettext_lazy("Your email address"),
        help_text=gettext_lazy(
            "We write when questions are answered, and when it opens. Each mail has a link to "
            "take this back."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter your email address.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="interest_%s", **kwargs)
