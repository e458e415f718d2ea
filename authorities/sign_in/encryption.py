"""Secrets that the database holds, and cannot read."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(ValueError):
    """No key of this installation opens it."""


def encrypt(text: str) -> str:
    """Return the text, readable with `SECRET_KEY` alone."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the text again, also from before the key was changed (`SECRET_KEY_FALLBACKS`).

    Raises `Unreadable` for what another key wrote.
    """
    try:
        return _keys().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("Another SECRET_KEY wrote this.") from error


def _keys() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"authorities.sign_in:{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
