"""A business's details, asked for once."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail import hooks

from authorities.models import User
from businesses.models import Profile
from businesses.profile.forms import BusinessDetailsForm

# The address is the one that the person signs in with.
KEPT = [name for name in BusinessDetailsForm.base_fields if name != "email"]


def initial_details(user: User | AnonymousUser) -> dict[str, Any]:
    """Return what the next application begins with, by the field names of `BusinessDetailsForm`.

    Empty for nobody; without a profile what their address has sent last, else what the user's own
    row knows.
    """
    if not user.is_authenticated:
        return {}
    details: dict[str, Any] = {"email": user.email}
    if profile := profile_of(user):
        return details | {name: getattr(profile, name) for name in KEPT}
    if user.signs_in_by_code:
        for sent_details in hooks.get_hooks("sent_details"):
            if sent := sent_details(user.email):
                return details | {name: sent[name] for name in KEPT}
    return details | ({"contact_name": name} if (name := user.get_full_name()) else {})


def remember_details(user: User | AnonymousUser, details: dict[str, Any]) -> bool:
    """Make the person's profile of the answers of their first application.

    `details` are cleaned answers, by the field names of `BusinessDetailsForm`. Returns whether
    it was made; a profile that is there stays as it is. A member of staff gets none.
    """
    if not user.is_authenticated or not user.signs_in_by_code:
        return False
    kept = {name: details[name] for name in KEPT if name in details}
    return Profile.objects.get_or_create(user=user, defaults=kept)[1]


def keep_profile(user: User, answers: dict[str, Any], *, offered: list[tuple[str, str]]) -> Profile:
    """Write the answers of the profile's form, and return the profile.

    `offered` are the themes that the form showed: others, chosen at another authority's site,
    stay chosen.
    """
    shown = {slug for slug, _ in offered}
    before = profile_of(user)
    elsewhere = [slug for slug in (before.themes if before else []) if slug not in shown]
    themes = [*answers.get("themes", []), *elsewhere]
    return Profile.objects.update_or_create(user=user, defaults=answers | {"themes": themes})[0]


def profile_of(user: User) -> Profile | None:
    """Return the person's profile, if they have one."""
    return Profile.objects.filter(user=user).first()
