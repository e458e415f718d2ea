"""What allauth's second factors ask this project."""

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from wagtail.models import Site

from authorities.scope import settings_of
from authorities.sign_in import encryption


class Adapter(DefaultMFAAdapter):
    """Keeps secrets encrypted, and names the authority in people's apps."""

    def encrypt(self, text: str) -> str:
        """Return the secret as the database may hold it."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; raise `Unreadable` where another key wrote it."""
        return encryption.decrypt(encrypted_text)

    def _get_site_name(self) -> str:
        site = Site.find_for_request(context.request)
        return settings_of(site).name if site else context.request.get_host()
