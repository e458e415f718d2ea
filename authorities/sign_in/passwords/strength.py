"""Which passwords are strong enough, and the answer to whoever types one."""

import re
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST
from pwned_passwords_django.validators import PwnedPasswordsValidator

from authorities.http.rate_limit import RateLimit, client_address
from authorities.models import AuthoritySettings

# In seconds. The library's own limit does not hold while a name is looked up.
PATIENCE = 1
TYPED = RateLimit("password_typed", times=600, seconds=600)
# What somebody who works here thinks of first; the authorities' names come to it.
OWN_WORDS = frozenset(
    [
        "administrator",
        "application",
        "approver",
        "assessor",
        "auditor",
        "authority",
        "challenge",
        "council",
        "editor",
        "manager",
        "marketplace",
        "moderator",
        "observer",
        "password",
        "programme",
        "welcome",
    ]
)
# So many characters beside such words are enough.
OTHERS = 8
_asking = ThreadPoolExecutor(max_workers=4, thread_name_prefix="breached-passwords")


class OwnWordsValidator:
    """Refuses passwords that are little more than words which everybody here knows."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise `ValidationError` where too little is left without these words."""
        names = AuthoritySettings.objects.values_list("name", "site__hostname")
        own = re.findall(r"\w{4,}", " ".join(" ".join(pair) for pair in names).casefold())
        left = password.casefold()
        for word in sorted({*OWN_WORDS, *own}, key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < min(OTHERS, len(password)):
            raise ValidationError(
                _("This password is made of words that everybody here knows. Add others."),
                code="own_words",
            )

    def get_help_text(self) -> str:
        """Return nothing: the page says the rule itself."""
        return ""


class BreachedPasswordValidator(PwnedPasswordsValidator):
    """Refuses passwords that stand in lists of breaches; lets go on where nobody answers in time.

    Only the first five letters of a digest leave this server.
    """

    default_error_message = gettext_lazy(
        "This password stands in a list of stolen ones. Choose another."
    )

    @sensitive_variables()
    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise `ValidationError` for a password that was stolen somewhere."""
        asked = _asking.submit(super().validate, password, user)
        try:
            asked.result(timeout=PATIENCE)
        except TookTooLong:
            asked.cancel()


@never_cache
@require_POST
@sensitive_post_parameters("password")
@sensitive_variables("password")
def strength(request: HttpRequest) -> JsonResponse:
    """Say what stands against a password while it is typed: by the rules that decide about it."""
    if TYPED.is_hit(client_address(request)):
        return JsonResponse({"problems": []}, status=429)
    password = request.POST.get("password", "")
    user = request.user if request.user.is_authenticated else None
    try:
        validate_password(password, user)
    except ValidationError as error:
        return JsonResponse({"problems": error.messages, "verdict": ""})
    return JsonResponse({"problems": [], "verdict": _("This password is strong enough.")})
