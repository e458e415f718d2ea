"""What stands against an assessor and an application coming together.

Two things: an interest that was declared, and an address that works on the application itself, or
is a partner's in it.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Q
from wagtail.models import Page

from applications.models import Application, Assessor, Colleague, Declaration, SentPartner
from applications.models.status import Status
from authorities.scope import authority_of, settings_of

Pair = tuple[int, int]
# Who has an address here works for nobody in particular.
OPEN_TO_ALL = frozenset(
    [
        "aol.com",
        "btinternet.com",
        "gmail.com",
        "gmx.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "mail.com",
        "me.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "virginmedia.com",
        "yahoo.co.uk",
        "yahoo.com",
    ]
)


def has_declared(assessor: Assessor, application: Application) -> bool | None:
    """Return whether the assessor has a conflict as last declared; `None` if nothing was.

    Nothing was, either, if a partner joined the application since: they did not know of it.
    """
    last = (
        Declaration.objects.filter(assessor=assessor, application=application)
        .order_by("at", "pk")
        .values_list("has_conflict", "at")
        .last()
    )
    if last is None:
        return None
    has_conflict, at = last
    if has_conflict:
        return True
    joined = _joined(Q(version__application=application)).get(application.pk)
    return None if joined and joined > at else False


def _joined(about: Q) -> dict[int, datetime]:
    """Return when the last of an application's partners joined it, by the application's key."""
    sent = SentPartner.objects.filter(about, partner__isnull=False).order_by("version__at", "pk")
    first: dict[Pair, datetime] = {}
    standing: set[Pair] = set()
    for application, partner, at, current in sent.values_list(
        "version__application", "partner", "version__at", "application"
    ):
        first.setdefault((application, partner), at)
        if current is not None:
            standing.add((application, partner))
    joined: dict[int, datetime] = {}
    for key in standing:
        joined[key[0]] = max(first[key], joined.get(key[0], first[key]))
    return joined


def works_on(email: str, application: Application) -> bool:
    """Return whether the address is the contact's, a colleague's or a partner's."""
    own = {application.email.lower(), application.draft.email.lower()}
    return (
        email.lower() in own
        or Colleague.objects.filter(
            draft=application.draft_id, email__iexact=email, removed_at=None
        ).exists()
        or application.partners.filter(email__iexact=email).exists()
    )


def works_on_any(email: str, page: Page) -> bool:
    """Return whether the address is a contact's, a partner's or a joined colleague's of the page.

    A colleague who was invited and never came may not know of it: anybody could be named.
    """
    joined = Q(
        draft__colleagues__email__iexact=email,
        draft__colleagues__removed_at=None,
        draft__colleagues__joined_at__isnull=False,
    )
    contact = Q(email__iexact=email) | Q(draft__email__iexact=email)
    contact |= Q(partners__email__iexact=email)
    return Application.objects.filter(contact | joined, page_id=page.pk).exists()


def last_declared(page: Page) -> dict[Pair, bool]:
    """Return what was last declared on the page, by the keys of assessor and application.

    What a partner that joined later has made old is left out; two queries.
    """
    rows = Declaration.objects.filter(assessor__page_id=page.pk).order_by("at", "pk")
    last = {
        (assessor, application): (has_conflict, at)
        for assessor, application, has_conflict, at in rows.values_list(
            "assessor", "application", "has_conflict", "at"
        )
    }
    joined = _joined(Q(version__application__page_id=page.pk))
    return {
        pair: has_conflict
        for pair, (has_conflict, at) in last.items()
        if has_conflict or joined.get(pair[1], at) <= at
    }


def barred(page: Page) -> set[Pair]:
    """Return every pair of assessor and application that must not come together.

    Where the authority keeps an applicant's people from its rivals, they get none of the page's.
    """
    against = {pair for pair, has_conflict in last_declared(page).items() if has_conflict}
    addresses = _addresses(page)
    people = dict(Assessor.objects.filter(page_id=page.pk).values_list("pk", "email"))
    against |= {
        (assessor, application)
        for application, address in addresses
        for assessor, email in people.items()
        if email.lower() == address.lower()
    }
    if settings_of(authority_of(page)).keeps_rivals_apart:
        sides = _sides(addresses, people)
        against |= {
            (assessor, application) for assessor in sides for application, _address in addresses
        }
    return against


def sides_of(page: Page, people: Mapping[int, str]) -> dict[int, set[int]]:
    """Return to whose applications these people seem to belong: both by their keys.

    `people` are assessors' addresses. They belong where their own address is, or one of the same
    organisation: what stands behind the “@”, unless anybody can have an address there.
    """
    return _sides(_addresses(page), people)


def _sides(
    addresses: Collection[tuple[int, str]], people: Mapping[int, str]
) -> dict[int, set[int]]:
    sides = {
        key: {one for one, address in addresses if _are_colleagues(email, address)}
        for key, email in people.items()
    }
    return {key: own for key, own in sides.items() if own}


def is_side_of(assessor: Assessor, page: Page) -> bool:
    """Return whether the assessor seems to belong to an applicant of the page."""
    return any(_are_colleagues(assessor.email, address) for _key, address in _addresses(page))


def _are_colleagues(one: str, other: str) -> bool:
    one, other = one.lower(), other.lower()
    organisation = one.rpartition("@")[2]
    return one == other or (
        organisation not in OPEN_TO_ALL and organisation == other.rpartition("@")[2]
    )


def _addresses(page: Page) -> list[tuple[int, str]]:
    """Return every address that works on an application of the page, with its key."""
    applications = Application.objects.filter(page_id=page.pk).exclude(status=Status.WITHDRAWN)
    contacts = applications.values_list("pk", "email", "draft__email")
    colleagues = Colleague.objects.filter(draft__application__in=applications, removed_at=None)
    partners = SentPartner.objects.filter(application__in=applications)
    return [
        *((key, one) for key, *both in contacts for one in both if one),
        *colleagues.values_list("draft__application", "email"),
        *partners.exclude(email="").values_list("application", "email"),
    ]
