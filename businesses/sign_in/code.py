"""Signing in by a code that is sent by email.

allauth by itself sends codes only to people whom it knows. Here every address gets one, by the
same work: who is behind it is asked after the code was typed, and only then is somebody new kept
as a user. So nobody learns from this page who has been here before.
"""

import time
from contextlib import suppress
from enum import Enum
from typing import Self

import structlog
from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import RateLimited
from allauth.core.internal.cryptokit import compare_user_code
from django.contrib.auth import logout
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Site

from authorities.http.known_browser import remember_browser
from authorities.http.own_path import own_path
from authorities.http.rate_limit import RateLimit, client_address
from authorities.models import User
from authorities.sign_in.kept.keeping import keep_form
from businesses.sign_in.mail_budget import may_write_to, was_wanted
from businesses.sign_in.mails import queue_code

SESSION_KEY = "business_sign_in"
# Counted apart from the session, which forgets tries that are made at the same moment.
GUESSES = RateLimit("code", 10, 15 * 60)

log = structlog.get_logger(__name__)


class Problem(Enum):
    """Why the code that was sent cannot be used, or that none was."""

    EXPIRED = "expired"
    TRIED_TOO_OFTEN = "tried_too_often"
    NOT_SENT = "not_sent"
    NOT_ASKED_FOR = "not_asked_for"


class SignIn(AbstractCodeVerificationProcess):
    """One person's way from an address to a session; kept in their session until they are in."""

    def __init__(self, request: HttpRequest, state: dict) -> None:
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
        )
        self.request = request

    @classmethod
    def of(
        cls, request: HttpRequest, email: str, *, back_to: str = "", is_given: bool = False
    ) -> Self:
        """Return the sign-in that waits in this session for this address, else a new one.

        `back_to` is where to go afterwards; anything but a path of this site is ignored.
        `is_given` says that somebody else named the address: it is shown masked, and stays.
        """
        state = cls.initial_state(user=None, email=email.strip().lower())
        waiting = cls.pending(request)
        if waiting and waiting.email == state["email"]:
            state = waiting.state
        state = state | {"back_to": own_path(back_to), "is_given": is_given}
        return cls(request, state)

    @classmethod
    def pending(cls, request: HttpRequest) -> Self | None:
        """Return the sign-in that was begun in this session, if there is one."""
        state = request.session.get(SESSION_KEY)
        return cls(request, state) if state else None

    @property
    def email(self) -> str:
        """The address that the code goes to, in small letters."""
        return self.state["email"]

    @property
    def address_shown(self) -> str:
        """The address as the page may show it: a given one like `a…@example.com`."""
        return masked(self.email) if self.state["is_given"] else self.email

    @property
    def problem(self) -> Problem | None:
        """What is wrong with the code, if anything is."""
        if self.code:
            return None if self.is_valid() else Problem.EXPIRED
        if self.state["failed_attempts"]:
            return Problem.TRIED_TOO_OFTEN
        return Problem.NOT_SENT if self.state.get("was_asked_for") else Problem.NOT_ASKED_FOR

    def send(self) -> None:
        """Queue a code, unless one that was sent still works.

        Raises `RateLimited` where this address, or this network, has caused too many lately.
        """
        self.state["was_asked_for"] = True
        if self.problem is None:
            self.persist()
            return
        if not may_write_to(self.request, self.email):
            raise RateLimited
        code = get_adapter().generate_login_code()
        self.state |= {"code": code, "at": time.time(), "failed_attempts": 0}
        queue_code(self.email, Site.find_for_request(self.request), code, seconds=self.timeout)
        self.persist()

    def is_right(self, typed: str) -> bool:
        """Return whether this is the code. Too many wrong ones make it useless."""
        if self.problem:
            return False
        if GUESSES.is_hit(f"{self.email}:{self.state['at']}"):
            self.abort()
            return False
        if compare_user_code(actual=typed, expected=self.code):
            return True
        log.info("wrong_code", network=client_address(self.request))
        self.record_invalid_attempt()
        return False

    def finish(self) -> HttpResponse:
        """Sign the person in, made a user if they are new, and return the way on.

        Somebody else who was signed in in this session is signed out first. A member of staff
        who was asked for a proof of their own address stays who they are, and has proven it.
        """
        self.request.session.pop(SESSION_KEY, None)
        user = self._member_of_staff() or person_at(self.email)
        if self.request.user.is_authenticated and self.request.user != user:
            logout(self.request)
        record_authentication(self.request, user, method="code", email=self.email)
        was_wanted(self.request, self.email)
        back_to = self.state["back_to"] or None
        response = perform_login(self.request, Login(user, email=self.email, redirect_url=back_to))
        log.info("signed_in_by_code", user=user.pk, network=client_address(self.request))
        remember_browser(self.request, response, self.email)
        return response

    def _member_of_staff(self) -> User | None:
        user = self.request.user
        is_own = user.is_authenticated and user.email.lower() == self.email
        return user if is_own and self.state["is_given"] else None  # type: ignore[return-value]

    def abort(self) -> None:
        """Make the code useless, and remember the address for another one."""
        self.state |= {"code": "", "failed_attempts": self.max_attempts}
        self.persist()

    def persist(self) -> None:
        """Keep it in the session."""
        self.request.session[SESSION_KEY] = self.state


def ask_for_proof(request: HttpRequest, email: str, *, back_to: str = "") -> HttpResponse:
    """Return the way to where a code for exactly this address is asked for and typed.

    Whoever sent a form gets the code at once; whoever only opens a link presses a button first,
    for programmes that check mail open it too. Afterwards the person comes back to the path of this
    request, or to `back_to`, signed in with this address, whoever they were before. What they
    posted is kept for them until then. The page shows the address masked and does not let it be
    changed. Asking again while a code waits sends no other.
    """
    back_to = back_to or keep_form(request, email, is_by_code=True) or request.get_full_path()
    wanted = SignIn.of(request, email, back_to=back_to, is_given=True)
    if request.method == "POST":
        # The page says that there were too many, and offers to try again.
        with suppress(RateLimited):
            wanted.send()
    wanted.persist()
    return redirect("business_sign_in_code")


def person_at(email: str) -> User:
    """Return the business's account at this address, made without any right if there is none.

    A member of staff has another account at the same address, which only a password opens.
    """
    try:
        with transaction.atomic():
            return _known(email) or User.objects.create_user(email, signs_in_by_code=True)
    except IntegrityError:
        # The same code was sent twice at once, and the other one was first.
        return User.objects.get(email=email, signs_in_by_code=True)


def masked(email: str) -> str:
    """Return an address like `a…@example.com`."""
    name, _, host = email.rpartition("@")
    return f"{name[:1]}…@{host}"


def _known(email: str) -> User | None:
    # A database may hold letters for equal that are not, like ı and i: that is another mailbox.
    found = User.objects.filter(email__iexact=email, signs_in_by_code=True)
    return next((user for user in found if user.email.lower() == email), None)
