"""Every address of the installation, from its resolver, with values where an address has a gap."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.permissions.scene import Place

ADMIN = "admin/"
# They end the session, or the test's transaction with it.
LEFT_OUT = ("admin/logout/", "account/sign-out/")


def addresses() -> list[str]:
    """Return each route as Django writes it, like `admin/pages/<int:pk>/`."""
    return [route for route in _below(get_resolver()) if not route.startswith(LEFT_OUT)]


def public_paths(place: Place) -> list[str]:
    """Return what a reader finds, and what the public's routes are."""
    pages = place.authority.root_page.get_descendants(inclusive=True).live()
    found = [page.get_url_parts()[2] for page in pages]
    listing = place.page.get_parent().get_url_parts()[2]
    found += [f"{listing}{name}" for name in ("feed.atom", "calendar.ics", "open-data.json")]
    return found + [f"/{route}" for route in addresses() if not route.startswith(ADMIN)]


def private_paths(place: Place) -> list[str]:
    """Return the private addresses of applicants, assessors and subscribers, with theirs below."""
    drafts = [one.draft for one in place.at.values()] + [place.made["draft"]]
    below = [route for route in addresses() if route.startswith(("applications/<", "assessing/<"))]
    secrets = [draft.secret for draft in drafts] + [place.made["sender"].secret]
    return [
        "/" + route.replace("<str:secret>", secret).lstrip("/")
        for secret in secrets
        for route in below
    ]


def admin_paths() -> list[str]:
    """Return the routes below the admin."""
    return [f"/{route}" for route in addresses() if route.startswith(ADMIN)]


def _below(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for found in resolver.url_patterns:
        route = before + _route(found)
        if isinstance(found, URLResolver):
            yield from _below(found, route)
        else:
            yield route


def _route(found: URLPattern | URLResolver) -> str:
    """Return the part of a route; of a regular expression, what it begins with and its gaps."""
    return str(found.pattern).replace("^", "").replace("$", "").replace("\\Z", "")
