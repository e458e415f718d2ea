"""Which address a person has proved to be theirs: by a code, in this session."""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest


def proven_address(request: HttpRequest) -> str:
    """Return the address, in small letters, that the signed-in person proved; "" for none.

    Only a code proves one, a password does not, and signing out ends it.
    """
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    proven = [record["email"] for record in records if record["method"] == "code"]
    return proven[-1] if proven else ""


def has_proven(request: HttpRequest, email: str) -> bool:
    """Return whether the address is the proven one, however it is capitalised."""
    return bool(email) and proven_address(request) == email.strip().lower()
