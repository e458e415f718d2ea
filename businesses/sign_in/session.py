"""How a code opens a session, and that such a session opens no admin.

A mailbox is guarded less well than a password should be, and a code in it must not be a way round
the password of somebody who works for an authority. So a code opens an account of its own, which
has no rights, whoever has the mailbox. The session of a code names this module's backend, as
Django records of every session how it was opened, and `businesses.sign_in.middleware` lets such a
session into the admin as nobody.
"""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from authorities.models import User

CODE_BACKEND = "businesses.sign_in.session.CodeBackend"


class CodeBackend(ModelBackend):
    """Stands for the code in a session; no name and password open one by it."""

    def authenticate(self, request, username=None, password=None, **kwargs) -> None:
        """Know nobody: a code is checked elsewhere."""
        return None

    def get_user(self, user_id) -> User | None:
        """Return the account, if it is one that a code opens."""
        user = super().get_user(user_id)
        return user if user and user.signs_in_by_code else None

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        """Give no right."""
        return False


class Adapter(DefaultAccountAdapter):
    """What allauth asks this project."""

    def get_login_stages(self) -> list[str]:
        """Ask for nothing after the code."""
        return []

    def login(self, request: HttpRequest, user: User) -> None:
        """Open a session; one that this person has stays."""
        if request.user != user:
            user.backend = CODE_BACKEND  # type: ignore[attr-defined]  # as Django's own login does
            super().login(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Say it to who has proved that the address is theirs, and to nobody else."""
        messages.warning(request, _("This address cannot be used to sign in any more."))
        return redirect("business_sign_in")

    def add_message(self, *args, **kwargs) -> None:
        """Say nothing: the pages say what happened."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: a code is the only way in."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the network address; where none is known, all who have none count as one."""
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return ""


def is_opened_by_code(request: HttpRequest) -> bool:
    """Return whether a code, and no password, opened this session."""
    return request.session.get(BACKEND_SESSION_KEY) == CODE_BACKEND
