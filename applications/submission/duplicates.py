"""The same business twice on one page: who may know of it, and who is told."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from applications.drafts.browser_drafts import Browser
from applications.drafts.merging import says_the_same
from applications.files import draft_files
from applications.models import Application, Draft, SentPartner, TakesApplications
from applications.models.status import Status
from applications.workflow.sealing import sealed_pages
from businesses.models.details import BusinessDetails

# So many other applications of a business are named on the screen of one.
SHOWN = 20


def first_of_person(
    draft: Draft, page: TakesApplications, address: str, browser: Browser
) -> Draft | None:
    """Return the draft of the live application that this person has sent to the page.

    That is whoever has proven the address, or sent it from this browser; of an address that nobody
    has proven nobody learns who has applied. Where several applications are allowed, only one with
    the same answers counts.
    """
    theirs = Q(secret__in=browser.secrets)
    if browser.digest:
        theirs |= Q(browser=browser.digest)
    if address:
        theirs |= Q(pk__in=Draft.objects.of_address(address).values("pk"))
    found = (
        Draft.objects.filter(theirs, page_id=page.pk, application__isnull=False)
        .exclude(pk=draft.pk)
        .exclude(application__status=Status.WITHDRAWN)
        .order_by("application__first_sent_at")
    )
    if not page.allows_several:
        return found.first()
    return next((first for first in found if _is_the_same(first, draft)), None)


def _is_the_same(first: Draft, draft: Draft) -> bool:
    """Return whether both have the same answers, and files of the same names and sizes."""

    def files(one: Draft) -> dict[str, tuple[str, int]]:
        return {name: (file.name, file.size) for name, file in draft_files.kept(one).items()}

    return says_the_same(first.typed, draft.typed) and files(first) == files(draft)


def likely_duplicates(application: Application) -> QuerySet[Application]:
    """Return other live applications to the page that seem to be the same business's."""
    return (
        Application.objects.filter(_same_business(application), page_id=application.page_id)
        .exclude(pk=application.pk)
        .exclude(status=Status.WITHDRAWN)
        .order_by("first_sent_at")
    )


@dataclass(frozen=True)
class Shared:
    """A business of one application that is in another one too, and as what it is there."""

    business: str
    other: Application
    role: str


def also_in_others(application: Application) -> list[Shared]:
    """Return where businesses of the application are partners, or lead with its partners.

    Among live applications for the same page; that both have the same lead says
    `likely_duplicates`. A business may be in several: whoever decides should know.
    """
    live = Application.objects.filter(page_id=application.page_id).exclude(pk=application.pk)
    live = live.exclude(status=Status.WITHDRAWN)
    if application.emptied_at:
        return []
    partners = list(application.partners.all())
    found = []
    for one in (application, *partners):
        of_others = SentPartner.objects.filter(_same_business(one), application__in=live)
        found += [
            Shared(one.business_name, sent.application, _("partner"))
            for sent in of_others.select_related("application").order_by("application__reference")
            if sent.application
        ]
    for one in partners:
        leads = live.filter(_same_business(one)).order_by("reference")
        found += [Shared(one.business_name, other, _("lead")) for other in leads]
    return found


def others_of_business(application: Application, now: datetime) -> list[Application]:
    """Return what the same business sent to other pages of the authority, the last first.

    What is sealed is left out: nobody learns in this way who has applied.
    """
    found = Application.objects.for_authority(application.authority).filter(
        _same_business(application)
    )
    # Ordered by hand: asked for the last few, a database walks through all by their keys.
    keys = sorted(found.values_list("pk", flat=True), reverse=True)
    others = (
        Application.objects.filter(pk__in=keys[: 2 * SHOWN])
        .exclude(page_id=application.page_id)
        .select_related("page")
        .defer("form_data", "questions", "search_text")
        .order_by("-pk")
    )
    listed = list(others)
    sealed = sealed_pages(now, {other.page_id for other in listed})
    return [other for other in listed if other.page_id not in sealed][:SHOWN]


def _same_business(business: BusinessDetails) -> Q:
    same = Q(business_name__iexact=business.business_name)
    if business.email:
        same |= Q(email__iexact=business.email)
    if business.company_number:
        same |= Q(company_number=business.company_number)
    return same
