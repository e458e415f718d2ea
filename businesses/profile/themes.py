"""What businesses can say that they are interested in."""

from wagtail import hooks
from wagtail.models import Site


def offered_themes(authority: Site) -> list[tuple[str, str]]:
    """Return the slugs and names of the themes to choose from at this authority's site.

    They come from the hook `business_themes`, a function of the site, of whoever has themes.
    """
    found: dict[str, str] = {}
    for themes in hooks.get_hooks("business_themes"):
        found |= dict(themes(authority))
    return list(found.items())
