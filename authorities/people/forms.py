"""What an administrator types about people, and what somebody who is invited does."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from authorities.models import Invitation, Role, SecurityEvent, User
from authorities.people.invitations import Invited
from authorities.people.open_work import OpenWork
from authorities.people.queries import SORTS, STATES
from authorities.people.roles import role_choices
from authorities.sign_in.forms import password_field


def _name_field(label, autocomplete: str) -> forms.CharField:
    attrs = {"autocomplete": autocomplete}
    return forms.CharField(label=label, max_length=150, widget=forms.TextInput(attrs=attrs))


class PeopleFilter(forms.Form):
    """Which of the authority's people are listed, and in which order."""

    q = forms.CharField(
        label=_("Name or email address"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("Every role")), *Role.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Every state")), *STATES.items()]
    )
    sort = forms.ChoiceField(
        label=_("Order by"),
        required=False,
        choices=[(name, label) for name, (label, _key, _down) in SORTS.items()],
    )


class EventFilter(forms.Form):
    """Which security events are listed."""

    person = forms.ModelChoiceField(
        label=_("Whose account"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Everybody’s"),
    )
    kind = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("Everything")), *SecurityEvent.Kind.choices],
    )

    def __init__(self, *args, people: QuerySet[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Who is asked to work for the authority, and as what."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Their own, at which they alone read. The link goes there."),
    )
    first_name = _name_field(_("First name"), "off")
    last_name = _name_field(_("Last name"), "off")
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one role at least.")},
    )

    def invited(self) -> Invited:
        """Return who was named."""
        typed = self.cleaned_data
        return Invited(
            typed["email"],
            typed["first_name"],
            typed["last_name"],
            [Role(role) for role in typed["roles"]],
        )


class NewAccountForm(forms.Form):
    """A name and a password of one's own."""

    first_name = _name_field(_("First name"), "given-name")
    last_name = _name_field(_("Last name"), "family-name")
    password = password_field(_("Password"), is_new=True)

    def __init__(self, data: QueryDict | None, *, invitation: Invitation) -> None:
        self.invitation = invitation
        names = {name: getattr(invitation, name) for name in ("first_name", "last_name")}
        super().__init__(data, initial=names)

    def clean(self) -> None:
        """Refuse a password that is short, common, stolen, or like the name or the address."""
        super().clean()
        names = {name: self.cleaned_data.get(name, "") for name in ("first_name", "last_name")}
        try:
            validate_password(
                self.cleaned_data.get("password", ""), User(email=self.invitation.email, **names)
            )
        except forms.ValidationError as error:
            if "password" in self.cleaned_data:
                self.add_error("password", error)

    def names(self) -> dict[str, str]:
        """Return the names as the person wrote them."""
        return {name: self.cleaned_data[name] for name in ("first_name", "last_name")}


class HandOverForm(forms.Form):
    """To whom each kind of open work goes."""

    def __init__(self, *args, open_work: list[OpenWork], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for work in open_work:
            if work.hand_over:
                self.fields[work.key] = forms.ModelChoiceField(
                    label=f"{work.label}: {work.count}",
                    queryset=work.successors,
                    required=False,
                    empty_label=_("Leave it for now"),
                )

    def successors(self) -> dict[str, User]:
        """Return who takes what, by the key of the work."""
        return {key: user for key, user in self.cleaned_data.items() if isinstance(user, User)}


class SuspendForm(HandOverForm):
    """The same, and then why the person is suspended."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It goes on the record. Administrators read it, the person does not."),
        error_messages={"required": _("Say why, in a sentence: it goes on the record.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])
