"""The same business twice on one page: who may know of it, and who is told."""

from django.db.models import Q, QuerySet

from applications.models import Application, Draft, TakesApplications
from applications.status import Status


def first_of_person(draft: Draft, page: TakesApplications, address: str) -> Draft | None:
    """Return the draft of the live application that this proven address has sent to the page.

    None for an address that nobody has proven: nobody learns in this way who has applied.
    """
    if not address or page.allows_several:
        return None
    return (
        Draft.objects.of_address(address)
        .filter(page_id=page.pk, application__isnull=False)
        .exclude(pk=draft.pk)
        .exclude(application__status=Status.WITHDRAWN)
        .first()
    )


def likely_duplicates(application: Application) -> QuerySet[Application]:
    """Return other live applications to the page that seem to be the same business's."""
    same = Q(email__iexact=application.email) | Q(business_name__iexact=application.business_name)
    if application.company_number:
        same |= Q(company_number=application.company_number)
    return (
        Application.objects.filter(same, page_id=application.page_id)
        .exclude(pk=application.pk)
        .exclude(status=Status.WITHDRAWN)
        .order_by("first_sent_at")
    )
