"""What stands against an assessor and an application coming together.

Two things: an interest that was declared, and an address that works on the application itself, or
is a partner's in it.
"""

from django.db.models import Q
from wagtail.models import Page

from applications.models import Application, Assessor, Colleague, Declaration, SentPartner

Pair = tuple[int, int]


def has_declared(assessor: Assessor, application: Application) -> bool | None:
    """Return whether the assessor has a conflict as last declared; `None` if nothing was."""
    last = (
        Declaration.objects.filter(assessor=assessor, application=application)
        .order_by("at", "pk")
        .values_list("has_conflict", flat=True)
        .last()
    )
    return last


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
    """Return what was last declared on the page, by the keys of assessor and application."""
    rows = Declaration.objects.filter(assessor__page_id=page.pk).order_by("at", "pk")
    return {
        (assessor, application): has_conflict
        for assessor, application, has_conflict in rows.values_list(
            "assessor", "application", "has_conflict"
        )
    }


def barred(page: Page) -> set[Pair]:
    """Return every pair of assessor and application that must not come together; five queries."""
    against = {pair for pair, has_conflict in last_declared(page).items() if has_conflict}
    by_address: dict[str, list[int]] = {}
    for key, email in Assessor.objects.filter(page_id=page.pk).values_list("pk", "email"):
        by_address.setdefault(email.lower(), []).append(key)
    applications = Application.objects.filter(page_id=page.pk)
    contacts = applications.values_list("pk", "email", "draft__email")
    colleagues = Colleague.objects.filter(draft__application__in=applications, removed_at=None)
    addresses = [(key, one) for key, *both in contacts for one in both]
    addresses += colleagues.values_list("draft__application", "email")
    partners = SentPartner.objects.filter(application__in=applications)
    addresses += partners.values_list("application", "email")
    return against | {
        (assessor, application)
        for application, email in addresses
        for assessor in by_address.get(email.lower(), ())
    }
