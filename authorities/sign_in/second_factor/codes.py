"""Whether a code is right, once."""

from allauth.mfa.models import Authenticator

from authorities.http.rate_limit import RateLimit
from authorities.models import User

Type = Authenticator.Type
# A code of an app lives for three half minutes, and opens one session in that time.
USED = RateLimit("totp_code", times=1, seconds=180)


def authenticator_for(user: User, code: str) -> Authenticator | None:
    """Return the app, or the list of recovery codes, that this code is from; None if it is wrong.

    What is right is used up by that, however many send it at once.
    """
    found = Authenticator.objects.filter(user=user, type__in=[Type.TOTP, Type.RECOVERY_CODES])
    for authenticator in found:
        if authenticator.wrap().validate_code(code):
            is_again = authenticator.type == Type.TOTP and USED.is_hit(f"{user.pk}:{code}")
            return None if is_again else authenticator
    return None


def has_app(user: User) -> bool:
    """Return whether the person has connected an app: without one nobody has a second factor."""
    return Authenticator.objects.filter(user=user, type=Type.TOTP).exists()


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes the person has not used yet."""
    found = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()
    return len(found.wrap().get_unused_codes()) if found else 0
