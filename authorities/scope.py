"""Which authority something belongs to, and whose things a person works on."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import Http404, HttpRequest
from wagtail.models import Page, PageQuerySet, Site

from authorities.caching.fragments import remember
from authorities.models import AuthoritySettings, User
from authorities.permissions import authorities_of


def authority_of(page: Page) -> Site:
    """Return the authority in whose tree the page stands.

    Raises `Site.DoesNotExist` for a page outside every tree.
    """
    for site in Site.objects.select_related("root_page"):
        if page.path.startswith(site.root_page.path):
            return site
    raise Site.DoesNotExist(f"Page {page.pk} stands in no authority's tree.")


def public_authority(request: HttpRequest) -> Site:
    """Return the authority of the address; raise `Http404` where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No authority is at this address.")
    return site


def known_authorities(site: Site) -> list[AuthoritySettings]:
    """Return the settings of every authority; asked of the database once for each `site` object.

    There are tens of authorities at most, and a page needs several of them.
    """
    if not hasattr(site, "_known_authorities"):
        known = AuthoritySettings.objects.select_related("site__root_page", "logo").order_by("name")
        site._known_authorities = remember(  # type: ignore[attr-defined]
            ("known authorities",), lambda: list(known)
        )
    return site._known_authorities  # type: ignore[attr-defined]


def settings_of(site: Site) -> AuthoritySettings:
    """Return the settings of this authority, made empty if it has none yet."""
    own = (found for found in known_authorities(site) if found.site_id == site.pk)
    return next(own, None) or AuthoritySettings.for_site(site)


def listed_authorities(site: Site) -> list[AuthoritySettings]:
    """Return whose challenges the site lists, its own authority first.

    Its own; on a shared marketplace also those of every authority that agreed.
    """
    own = settings_of(site)
    if not own.is_shared_marketplace:
        return [own]
    others = [found for found in known_authorities(site) if found.is_listed_elsewhere]
    return [own, *(found for found in others if found != own)]


def below(paths: Iterable[str]) -> Q:
    """Return the condition for what stands in one of these parts of the trees."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def with_authority(pages: Iterable[Page], site: Site) -> list[Page]:
    """Return the pages as a list, each with its own authority's settings as `authority`.

    `site` is where they are shown.
    """
    listed = list(pages)
    for page in listed:
        page.authority = next(
            (
                found
                for found in known_authorities(site)
                if page.path.startswith(found.site.root_page.path)
            ),
            None,
        )
    return listed


def staff_member(request: HttpRequest) -> User:
    """Return the person who works in the admin; raise `Http404` for somebody not signed in."""
    if not request.user.is_authenticated:
        raise Http404("Nobody is signed in.")
    return request.user


def staff_authority(request: HttpRequest) -> Site:
    """Return the one authority whose things this person works on now.

    The authority of the address if they work for it, else the first for which they do.
    Raises `Http404` for somebody who works for none.
    """
    theirs = authorities_of(request.user)
    here = Site.find_for_request(request)
    if here in theirs:
        return here
    if theirs:
        return theirs[0]
    raise Http404("This person works for no authority.")


def own_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Return the pages that this person may choose: those of the authorities they work for."""
    if request.user.is_superuser:
        return pages
    own = below(authority.root_page.path for authority in authorities_of(request.user))
    return pages.filter(own)
