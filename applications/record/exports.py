"""What leaves the house as a table: applications of the queue, and scores that were sent."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.assessment.blind import mask_for
from applications.history import chain
from applications.models import Application, Event, SentScores, TakesApplications
from applications.models.application import ApplicationQuerySet
from applications.record import answer_exports, partner_exports
from applications.workflow.permissions import MOVERS
from applications.workflow.sealing import sealed_pages, unsealed_at
from authorities.http.table_cells import Cell
from authorities.models import AuthoritySettings, Role, User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused

MOST_PAGES = 200
AT_ONCE = 200


class ExportRefused(Exception):
    """Nothing leaves the house; the message says why, in words for the person who tried."""


def may_export(user: User, authority: Site) -> Verdict:
    """Return whether the person may take tables of this authority's applications away."""
    if may_act_as(user, authority, *MOVERS, Role.AUDITOR):
        return ALLOWED
    return refused(_("Observers read here; they take nothing away."))


@transaction.atomic
def begin_export(
    asked: ApplicationQuerySet, authority: Site, *, by: User, file_format: str
) -> list[int]:
    """Return the keys of what is exported, in the order asked for, and put it on the record.

    Applications of sealed pages are left out. Raises `ExportRefused` for somebody without the
    right, and for more than 200 pages: each gets an entry in its history.
    """
    if not (verdict := may_export(by, authority)):
        raise ExportRefused(verdict.reason)
    found = Application.objects.for_authority(authority).filter(
        pk__in=asked.order_by().values("pk")
    )
    counts = dict(
        found.order_by().values_list("page").annotate(number=Count("pk")).order_by("page")
    )
    if len(counts) > MOST_PAGES:
        raise ExportRefused(
            _("This concerns %(number)d challenges. Filter for at most %(most)d, then export.")
            % {"number": len(counts), "most": MOST_PAGES}
        )
    now = timezone.now()
    open_to_read = counts.keys() - sealed_pages(now, counts)
    for page in Page.objects.filter(pk__in=open_to_read).order_by("pk"):
        record_export(page, authority, by=by, file_format=file_format, count=counts[page.pk])
    return list(unsealed_at(asked, now).values_list("pk", flat=True))


def record_export(page: Page, authority: Site, *, by: User, file_format: str, count: int) -> None:
    """Put on the record that something of a page left the house."""
    chain.record(
        Event.EXPORTED,
        authority=authority,
        page=page,
        actor=by,
        format=file_format,
        count=count,
    )


def application_rows(
    keys: list[int], settings: AuthoritySettings, *, with_answers: bool = False
) -> Iterator[list[Cell]]:
    """Yield the heading and a row for each application; few are in memory at once.

    Partners stand in columns of their own, as many as the application with most of them has, so
    that each row is one application; with answers, each question too.
    """
    partners = partner_exports.most_partners(keys)
    columns = answer_exports.columns_of(keys) if with_answers else {}
    yield [
        _("Reference"),
        _("Challenge"),
        _("State"),
        _("Told to the applicant"),
        _("Business"),
        _("Contact"),
        _("Email address"),
        _("Size of the business"),
        _("Postcode"),
        _("Company number"),
        _("Sent"),
        _("In this state since"),
        _("Place in the reserve"),
        _("Files"),
        *partner_exports.headings(partners),
        *columns.values(),
    ]
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        heavy = ("search_text",) if with_answers else ("form_data", "questions", "search_text")
        found = (
            Application.objects.select_related("page")
            .annotate(number_of_files=Count("files"))
            .defer(*heavy)
            .prefetch_related("partners", *(["files"] if with_answers else []))
            .in_bulk(part)
        )
        for key in part:
            if key in found:
                row = _application_row(found[key], settings)
                row += partner_exports.cells(found[key], partners, settings)
                yield row + answer_exports.cells(found[key], columns) if with_answers else row


def _application_row(application: Application, settings: AuthoritySettings) -> list[Cell]:
    return [
        application.reference,
        application.page.title,
        application.get_status_display(),
        str(application.told_status().label),
        application.business_name,
        application.contact_name,
        application.email,
        application.get_business_size_display(),
        application.postcode,
        application.company_number,
        timezone.make_naive(application.submit_time, settings.zone),
        timezone.make_naive(application.status_changed_at, settings.zone),
        application.reserve_rank,
        application.number_of_files,  # type: ignore[attr-defined]  # annotated
    ]


def sent_scores_of(page: TakesApplications):
    """Return the last sending of each assignment of the page that counts."""
    sent = SentScores.objects.filter(
        assignment__application__page_id=page.pk,
        assignment__ended_at=None,
        assignment__sent_at__isnull=False,
    )
    last = dict(sent.order_by("number").values_list("assignment", "pk"))
    return (
        SentScores.objects.filter(pk__in=last.values())
        .select_related("assignment__assessor", "assignment__application")
        .order_by("assignment__application__reference", "assignment__assessor__number")
    )


def score_rows(
    page: TakesApplications, settings: AuthoritySettings, *, for_assessors: bool = False
) -> Iterator[list[Cell]]:
    """Yield the heading and a row for each score that was sent and counts; assessors as numbers.

    For assessors, comments name nobody where the assessment is blind.
    """
    yield [
        _("Reference"),
        _("Assessor"),
        _("Criterion"),
        _("Weight in per cent"),
        _("Score"),
        _("Comment for the applicant"),
        _("Comment for the authority"),
        _("Version of the application"),
        _("Sent"),
    ]
    for sent in sent_scores_of(page).iterator(chunk_size=AT_ONCE):
        application = sent.assignment.application
        mask = mask_for(application) if for_assessors and page.is_blind else str
        for score in sent.scores:
            yield [
                application.reference,
                sent.assignment.assessor.number,
                score["name"],
                score.get("weight"),
                score["score"],
                mask(score.get("comment", "")),
                mask(score.get("private_comment", "")),
                sent.version,
                timezone.make_naive(sent.at, settings.zone),
            ]
