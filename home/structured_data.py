"""A public page's facts for machines, in the vocabulary of schema.org.

Which type stands for what is argued in `docs/decisions/0015-being-found.md`.
"""

import json
from typing import Any
from urllib.parse import urljoin

from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from authorities.models import AuthoritySettings
from challenges.facts.challenges import core_of
from challenges.models import ChallengePage, ProgrammePage, SuccessStoryPage
from challenges.models.listing import Listing
from challenges.presentation.needs import need_of
from home.models import HomePage
from home.sharing import Shared

Node = dict[str, Any]

# Inside <script> nothing but these can end the block or begin another one.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def as_json(data: Node) -> SafeString:
    """Return the data as JSON that can stand in a `<script>`, whatever its texts say."""
    return mark_safe(json.dumps(data, cls=DjangoJSONEncoder).translate(ESCAPES))


def structured_data(page: Page, shared: Shared, authority: AuthoritySettings) -> Node:
    """Return what the page says, as a graph; nothing that a reader does not see on it."""
    publisher = _publisher(authority)
    entity = _entity(page, shared, authority, publisher)
    nodes = [
        publisher,
        _web_page(page, shared, authority, entity),
        entity,
        *_also_seeking(page, authority, entity),
        _way_back(page, shared),
    ]
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def _publisher(authority: AuthoritySettings) -> Node:
    root = authority.site.root_url
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{root}/#authority",
        "name": authority.name,
        "url": f"{root}/",
        "email": authority.contact_email,
    }


def _web_page(page: Page, shared: Shared, authority: AuthoritySettings, entity: Node) -> Node:
    return _without_gaps(
        {
            "@type": "CollectionPage" if isinstance(page, Listing) else "WebPage",
            "@id": shared.url,
            "url": shared.url,
            "name": shared.title,
            "description": shared.description,
            "inLanguage": get_language(),
            "datePublished": page.first_published_at,
            "dateModified": page.last_published_at,
            "isPartOf": _web_site(page, authority),
            "mainEntity": {"@id": entity["@id"]} if entity else None,
        }
    )


def _web_site(page: Page, authority: AuthoritySettings) -> Node:
    """Return the site; on its front page also how to search it."""
    root = authority.site.root_url
    node: Node = {
        "@type": "WebSite",
        "@id": f"{root}/#site",
        "url": f"{root}/",
        "name": authority.name,
        "publisher": {"@id": f"{root}/#authority"},
    }
    if isinstance(page, HomePage):
        node["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{root}{reverse('site_search')}?q={{words}}",
            },
            "query-input": "required name=words",
        }
    return node


def _entity(page: Page, shared: Shared, authority: AuthoritySettings, publisher: Node) -> Node:
    """Return what the page is about, if it is about one thing."""
    if isinstance(page, ChallengePage):
        return _challenge(page, shared, authority, publisher)
    if isinstance(page, SuccessStoryPage):
        return _story(page, shared, publisher)
    if isinstance(page, ProgrammePage):
        return _thing("Project", shared) | {"parentOrganization": {"@id": publisher["@id"]}}
    return {}


def _thing(kind: str, shared: Shared) -> Node:
    return _without_gaps(
        {
            "@type": kind,
            "@id": f"{shared.url}#{kind.lower()}",
            "name": shared.title,
            "description": shared.description,
            "url": shared.url,
            "image": shared.picture.url if shared.picture else None,
        }
    )


def _challenge(
    page: ChallengePage, shared: Shared, authority: AuthoritySettings, publisher: Node
) -> Node:
    """Return the demand, and let the authority seek it; what ended early asks no longer."""
    node = _thing("Demand", shared)
    publisher["seeks"] = {"@id": node["@id"]}
    known = core_of(page, timezone.now(), authority.zone)
    price = _without_gaps({"minPrice": known.prize_minimum, "maxPrice": known.prize_maximum})
    if price:
        price = {"@type": "PriceSpecification", "priceCurrency": "GBP"} | price
    return node | _without_gaps(
        {
            "identifier": known.id.urn,
            "validFrom": known.opens_at,
            "validThrough": known.ended_at or known.closes_at,
            "priceSpecification": price,
            "itemOffered": {"@type": "Service", "name": known.title},
        }
    )


def _also_seeking(page: Page, authority: AuthoritySettings, entity: Node) -> list[Node]:
    """Return the other authorities that have the problem of a challenge: they seek the same."""
    if not isinstance(page, ChallengePage):
        return []
    others = (one.authority for one in need_of(page, authority.site).others)
    return [_publisher(other) | {"seeks": {"@id": entity["@id"]}} for other in others]


def _story(page: SuccessStoryPage, shared: Shared, publisher: Node) -> Node:
    business = _without_gaps({"name": page.business_name, "url": page.business_url})
    return _thing("Article", shared) | _without_gaps(
        {
            "headline": shared.title,
            "datePublished": page.first_published_at,
            "dateModified": page.last_published_at,
            "author": {"@id": publisher["@id"]},
            "publisher": {"@id": publisher["@id"]},
            "mentions": {"@type": "Organization"} | business if page.business_name else None,
        }
    )


def _way_back(page: Page, shared: Shared) -> Node:
    """Return the breadcrumbs of the pages that show some: those below a listing."""
    if not isinstance(page, ChallengePage | ProgrammePage | SuccessStoryPage):
        return {}
    listing = page.get_parent()
    if listing is None:  # the preview of a page that stands nowhere yet
        return {}
    way = [
        (_("Home"), urljoin(shared.url, "/")),
        (listing.title, urljoin(shared.url, "..")),
        (shared.title, shared.url),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": url}
            for position, (title, url) in enumerate(way, start=1)
        ],
    }


def _without_gaps(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", {})}
