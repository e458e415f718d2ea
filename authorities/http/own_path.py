"""Where to go afterwards, as somebody else may have named it."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_path(address: str) -> str:
    """Return the address if it is a path of this very site, else nothing."""
    is_own = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if is_own else ""
