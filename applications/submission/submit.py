"""Sending: what a draft holds becomes the application that the authority has."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page

from applications.drafts.browser_drafts import Browser
from applications.drafts.forms import ApplicationForm
from applications.drafts.partners.agreement import standings, what_is_missing
from applications.drafts.saving import draft_form, questions_as_asked
from applications.files import draft_files
from applications.history import chain
from applications.models import (
    Application,
    ApplicationFile,
    Decision,
    Draft,
    Event,
    SentVersion,
    TakesApplications,
    Terms,
    deadlines,
)
from applications.models.deadlines import NotOpen
from applications.models.reference import new_secret
from applications.models.search_text import search_text_of
from applications.models.status import Status
from applications.submission.duplicates import first_of_person
from applications.submission.mails import queue_news_for_moderators, queue_receipt
from applications.submission.partner_mails import queue_receipt_for_partners
from applications.submission.partners import keep_partners
from authorities.caching.fragments import remember
from businesses.profile.forms import BusinessDetailsForm

NO_BROWSER = Browser()


class Incomplete(Exception):
    """The draft cannot be sent yet; `form` says what is missing or wrong."""

    def __init__(self, form: ApplicationForm) -> None:
        super().__init__("The draft is not complete.")
        self.form = form


def terms_of(authority) -> Terms | None:
    """Return the terms that who applies to this authority now agrees to, if it has any."""
    terms = Terms.objects.for_authority(authority)
    return remember(("terms", authority.pk), lambda: terms.first())


def sent_as_it_stands(draft: Draft) -> Application | None:
    """Return the application if it holds all that the draft does, and is not withdrawn."""
    sent = Application.objects.filter(draft=draft).first()
    return sent if sent and _stands(sent, draft) else None


def _stands(sent: Application, draft: Draft) -> bool:
    return not draft.has_unsent_changes and sent.status != Status.WITHDRAWN


class SentBefore(Exception):
    """This person has a live application to the page; `draft` is the one that it came from."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("There is a live application of this person.")
        self.draft = draft


@transaction.atomic
def send(
    draft: Draft,
    *,
    now: datetime | None = None,
    proven: str = "",
    browser: Browser = NO_BROWSER,
    is_second: bool = False,
    may_write: Callable[[str], bool] | None = None,
) -> Application:
    """Send the draft; a second time, what was changed since takes the place of what was sent.

    `proven` is the address that whoever sends has proven: one person, in one `browser`, has one
    live application to a page, unless they said that they mean a second. There is no receipt where
    `may_write` says of its address that no mail may go there.
    Returns the application; the one that stands if nothing was changed. Raises `NotOpen` outside
    the applicant's time, whatever the form said when it was shown, `Incomplete` and `SentBefore`.
    """
    now = now or timezone.now()
    # The page first, as for moves: two who take the same locks never wait for each other.
    Page.objects.select_for_update().get(pk=draft.page_id)
    draft = (
        Draft.objects.select_for_update(of=("self",)).select_related("authority").get(pk=draft.pk)
    )
    sent = Application.objects.filter(draft=draft).first()
    if sent and _stands(sent, draft):
        return sent
    # Asked of the database again: the form may have been shown days ago.
    page = type(draft.page.specific_deferred).objects.get(pk=draft.page_id)
    if not deadlines.is_open_for(page, draft, now):
        raise NotOpen(page.pk)
    is_live = sent is not None and sent.status != Status.WITHDRAWN
    if not (is_live or is_second) and (first := first_of_person(draft, page, proven, browser)):
        raise SentBefore(first)
    form = draft_form(draft, page)
    if form.is_valid():
        for missing in what_is_missing(standings(draft), page):
            form.add_error(None, missing)
    if not form.is_valid():
        raise Incomplete(form)
    application = _write(draft, sent, page, form, now)
    version = keep_version(application, now)
    _record(application, sent, [version, *keep_partners(version)], now)
    if draft.link_email not in ("", application.email):
        # A link went to an address that was mistyped: it opens nothing from now on.
        draft.secret = new_secret()
    draft.email = application.email
    Draft.objects.filter(pk=draft.pk).update(
        has_unsent_changes=False,
        email=draft.email,
        link_email=draft.email,
        secret=draft.secret,
        questions=application.questions,
    )
    application.draft = draft
    if may_write is None or may_write(application.email):
        queue_receipt(application, page=page)
    queue_receipt_for_partners(application, page=page)
    queue_news_for_moderators(application, page=page)
    return application


def _write(
    draft: Draft,
    sent: Application | None,
    page: TakesApplications,
    form: ApplicationForm,
    now: datetime,
) -> Application:
    """Return the application as the form has it now, saved."""
    application = sent or Application(
        draft=draft,
        page_id=page.pk,
        authority=draft.authority,
        reference=draft.reference,
        first_sent_at=now,
        status_changed_at=now,
        version=0,
    )
    for name in BusinessDetailsForm.base_fields:
        setattr(application, name, form.cleaned_data[name])
    application.form_data = _answers(form)
    application.questions = questions_as_asked(page)
    application.terms = terms_of(draft.authority)
    application.consented_at = application.submit_time = now
    application.version += 1
    application.search_text = search_text_of(application)
    application.save()
    return application


def _record(
    application: Application, sent: Application | None, kept: list[Model], now: datetime
) -> None:
    """Write into the record that it was sent, or sent again, perhaps after it was withdrawn."""
    was = sent.status if sent else ""
    if not was:
        chain.record_move(_submitted(application, was, now), *kept, application)
        return
    chain.record_for(
        Event.SENT, application, version=application.version, at=now, covers=[*kept, application]
    )
    if was == Status.WITHDRAWN:
        chain.record_move(_submitted(application, was, now))
        application.status = application.released_status = Status.SUBMITTED
        application.status_changed_at = now
        application.save(update_fields=["status", "released_status", "status_changed_at"])


def _submitted(application: Application, was: str, now: datetime) -> Decision:
    return Decision.objects.create(
        application=application, from_status=was, to_status=Status.SUBMITTED, at=now
    )


def keep_version(
    application: Application, now: datetime, kept: Mapping[str, ApplicationFile] | None = None
) -> SentVersion:
    """Keep what was sent for good, hand its files to the application, and return what is kept.

    `kept` are the files by question; without it they are the draft's.
    """
    if kept is None:
        kept = draft_files.kept(application.draft)
    version = SentVersion.objects.create(
        application=application,
        number=application.version,
        details=application.details(),
        answers=application.form_data,
        questions=application.questions,
        files={
            question: {"pk": file.pk, "name": file.name, "size": file.size}
            for question, file in kept.items()
        },
        at=now,
    )
    now_sent = [file.pk for file in kept.values()]
    if application.version > 1:
        application.files.exclude(pk__in=now_sent).update(application=None)
    if now_sent:
        ApplicationFile.objects.filter(pk__in=now_sent).update(
            application=application, was_sent=True
        )
    return version


def _answers(form: ApplicationForm) -> dict[str, Any]:
    """Return the answers to the page's questions by name; a file's answer is its name."""
    return {name: plain(form.cleaned_data.get(name)) for name in form.question_names}


def plain(answer: Any) -> Any:
    """Return the answer as JSON can hold it."""
    if isinstance(answer, ApplicationFile):
        return answer.name
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, Decimal):
        return f"{answer:f}"
    return answer
