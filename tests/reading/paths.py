"""Every public and private address with an example in each gap."""

import re
from collections.abc import Iterator

from django.core import signing

from applications.models import Colleague
from applications.portal.views.people import _NAMED
from authorities.models import KeptForm
from authorities.sign_in.encryption import encrypt
from businesses.models import Subscriber
from challenges.models import ChallengePage, Follow
from tests.fuzz.addresses import addresses, public_paths
from tests.permissions.scene import Place

GAP = re.compile(r"<(?:\w+:)?(\w+)>")
PRIVATE = ("applications/<", "assessing/<", "account/following/<", "account/kept/<")
# `fuzz` leaves these out: sent to with a form, they end the session.
DOORS = ["/admin/logout/", "/account/sign-out/"]
# What stands in the gaps of addresses that nobody keeps secret.
PUBLIC = {
    "sitemap-<section>.xml": "sitemap-challenges.xml",
    "documents/(\\d+)/(.*)": "documents/{document}/{file}",
    "documents/authenticate_with_password/<int:restriction_id>/": (
        "documents/authenticate_with_password/{collection}/"
    ),
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": (
        "_util/authenticate_with_password/{restriction}/{page}/"
    ),
}


def subscriber_of(place: Place) -> Subscriber:
    """Return somebody who asked to follow the place's challenge, and has not confirmed it."""
    subscriber, is_new = Subscriber.objects.get_or_create(
        authority=place.authority, email=f"reader@{place.word.lower()}.example"
    )
    if is_new:
        Follow.objects.create(page=place.page, subscriber=subscriber)
    return subscriber


def public_examples(place: Place) -> list[str]:
    """Return what a reader finds, and every public route with its gap filled."""
    document, private = place.made["document"], place.made["private page"]
    values = {
        "document": document.pk,
        "file": document.filename,
        "collection": private.view_restrictions.get().pk,
        "restriction": private.view_restrictions.get().pk,
        "page": private.pk,
    }
    open_brief = ChallengePage.objects.live().descendant_of(place.authority.root_page).first()
    found = [f"{open_brief.get_url_parts()[2]}updates.atom", *DOORS]
    for path in public_paths(place):
        if not path.startswith(tuple(f"/{start}" for start in PRIVATE)) and "?P<path>" not in path:
            found.append("/" + PUBLIC.get(path[1:], path[1:]).format(**values))
    return [path for path in dict.fromkeys(found) if "((?:" not in path]


def private_examples(place: Place) -> Iterator[str]:
    """Yield the addresses of applicants, colleagues, assessors and subscribers."""
    draft, assignment = place.at["assessed"].draft, place.made["sent"]
    colleague, _is_new = Colleague.objects.get_or_create(draft=draft, email=place.at["left"].email)
    kept, _is_new = KeptForm.objects.get_or_create(
        email=draft.email,
        is_by_code=True,
        defaults={"path": "/challenges/", "fields": encrypt('[["q", "damp"]]')},
    )
    secrets = dict(
        zip(
            PRIVATE,
            (
                [draft.secret, place.made["draft"].secret, colleague.secret],
                [place.made["sender"].secret, place.made["invited"].secret],
                [subscriber_of(place).secret],
                [kept.secret],
            ),
            strict=True,
        )
    )
    for route in addresses():
        for secret in secrets.get(next((one for one in PRIVATE if route.startswith(one)), ""), []):
            values = {
                "secret": secret,
                "name": "business",
                "key": assignment.key,
                "pk": colleague.pk if "people" in route else place.made["file"].pk,
                "named": signing.dumps(draft.email, salt=_NAMED + secret),
            }
            yield "/" + GAP.sub(lambda gap, values=values: str(values[gap[1]]), route)
