"""The names that nobody can guess, and the ones that people read aloud."""

import secrets

# Letters and digits that are not mistaken for one another on paper or by telephone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_secret() -> str:
    """Return the part of a private address that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def new_reference(authority_code: str) -> str:
    """Return a reference like `BCC-7F3K-2Q9D`."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))
    return f"{authority_code.upper()}-{letters[:4]}-{letters[4:]}"
