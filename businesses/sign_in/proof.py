"""Which address a person has proved to be theirs: by a code, in this session."""

from contextlib import suppress

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import RateLimited
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from authorities.sign_in.kept.keeping import keep_form
from businesses.sign_in.code import SignIn


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


def ask_for_proof(request: HttpRequest, email: str) -> HttpResponse:
    """Send a code to exactly this address, and return the way to where it is typed.

    Afterwards the person comes back to the path of this request, signed in with this address,
    whoever they were before. What they posted is kept for them until then. The page shows the
    address masked and does not let it be changed. Asking again while a code waits sends no other.
    """
    kept = keep_form(request, email, is_by_code=True)
    wanted = SignIn.of(request, email, back_to=kept or request.get_full_path(), is_given=True)
    waiting = SignIn.pending(request)
    if waiting and waiting.email == wanted.email:
        wanted.state = waiting.state | {"back_to": wanted.state["back_to"], "is_given": True}
    if wanted.problem:
        # The page says that there were too many, and offers to try again.
        with suppress(RateLimited):
            wanted.send()
    wanted.persist()
    return redirect("business_sign_in_code")
