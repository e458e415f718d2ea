"""Erasing what is known of an applicant, as far as an authority need not keep it."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email
from wagtail.models import Page

from applications.drafts.erasures import note_erasure
from applications.drafts.mails import queue_erased
from applications.files import incoming
from applications.history import chain
from applications.history.proofs import proofs_about
from applications.models import Application, Draft, Kind, SentPartner
from applications.models.reference import new_secret
from applications.models.search_text import refresh_search_text
from applications.models.status import Status
from applications.privacy.personal_text import erase_reasons, hiding, rewrite
from applications.workflow.legal_holds import is_held
from applications.workflow.transitions import may_withdraw, withdraw

PERSONAL = ("contact_name", "email")


class KeptByLaw(Exception):
    """A legal hold covers what should be erased: it is kept for now."""


@transaction.atomic
def erase(draft: Draft, *, now: datetime | None = None) -> bool:
    """Erase what an applicant asks to be erased; return whether nothing is left.

    What was sent is withdrawn where that is still possible, and stays without its people.
    Raises `KeptByLaw` where a legal hold covers it; nothing is changed then.
    """
    now = now or timezone.now()
    Page.objects.select_for_update().get(pk=draft.page_id)
    application = Application.objects.filter(draft=draft).first()
    if application and is_held(application):
        raise KeptByLaw
    if application and application.status != Status.WITHDRAWN and may_withdraw(application):
        withdraw(application, reason=_("The applicant asked for their data to be erased."), now=now)
    page = draft.page
    shared_with = list(draft.colleagues.select_related("draft__authority").filter(removed_at=None))
    note_erasure(draft, [draft.secret, *(one.secret for one in shared_with)], now)
    is_all_gone = erase_people(draft, now=now)
    for colleague in shared_with:
        queue_erased(colleague, page=page, at=now)
    return is_all_gone


@transaction.atomic
def erase_people(draft: Draft, *, now: datetime) -> bool:
    """Erase an unsent draft whole; of one that was sent, the people in it and what was not sent.

    What was sent stays without them until its period is over (`applications.privacy.retention`): a
    public body keeps what it decided about, an extension too. Returns whether nothing is left.
    """
    application = Application.objects.filter(draft=draft).first()
    before = chain.proven(proofs_about(draft, application))
    if application:
        _erase_people(application, now)
    erase_draft(draft)
    if application is None and not draft.extensions.exists():
        draft.delete()
        return True
    draft.save()
    erase_reasons(draft, application, now, before)
    return False


def erase_draft(draft: Draft) -> None:
    """Erase what was not sent, the colleagues and the mails; the caller saves or deletes it."""
    _erase_mail(draft)
    for file in draft.files.filter(was_sent=False):
        file.delete()
        transaction.on_commit(partial(file.file.delete, save=False))
    for one in draft.incoming.all():
        incoming.drop(one)
    draft.versions.all().delete()
    draft.sections.all().delete()
    draft.colleagues.all().delete()
    draft.partners.all().delete()
    draft.typed, draft.secret = {}, new_secret()
    draft.email = draft.link_email = draft.browser = ""
    draft.has_unsent_changes = False


def _erase_people(application: Application, now: datetime) -> None:
    """Take the contact out of what was sent, in each version, and out of what was written."""
    personal = {
        question["name"] for question in application.questions if question["kind"] == Kind.EMAIL
    }
    rewrite(application, hiding(_people_of(application)))
    application.contact_name = _("Erased")
    application.email = ""
    application.form_data = _without(application.form_data, personal)
    application.erased_at = now
    application.save(update_fields=["contact_name", "email", "form_data", "erased_at"])
    SentPartner.objects.filter(version__application=application).update(
        contact_name=_("Erased"), email=""
    )
    refresh_search_text(application)
    for version in application.sent_versions.all():
        version.details = _without(version.details, set(PERSONAL))
        version.answers = _without(version.answers, personal)
        version.save(update_fields=["details", "answers"])


def _people_of(application: Application) -> set[str]:
    """Return the names and addresses of everybody who was ever known to have worked on it."""
    said = [application.details()]
    said += application.sent_versions.values_list("details", flat=True)
    sent = SentPartner.objects.filter(version__application=application)
    said += [one.details() for one in (*sent, *application.draft.partners.all())]
    known = {details.get(name, "") for details in said for name in PERSONAL}
    return known | _addresses(application.draft)


def _addresses(draft: Draft) -> set[str]:
    return {draft.email, *_of_others(draft, "email")} - {""}


def _of_others(draft: Draft, name: str) -> list[str]:
    """Return this of every colleague and partner of the draft."""
    rows = (draft.colleagues, draft.partners)
    return [value for found in rows for value in found.values_list(name, flat=True)]


def _without(answers: dict, names: set[str]) -> dict:
    return {name: "" if name in names else answer for name, answer in answers.items()}


def _erase_mail(draft: Draft) -> None:
    """Delete the authority's mails to the draft's people.

    Of those that wait only the ones about this draft: somebody may have others.
    """
    secrets = [draft.secret, *_of_others(draft, "secret")]
    is_about_it = Q(subject__contains=draft.reference)
    for known in (draft.reference, *secrets):
        is_about_it |= Q(message__contains=known)
    goes = is_about_it | Q(status__in=(STATUS.sent, STATUS.failed))
    for address in _addresses(draft):
        Email.objects.filter(goes, to=address, sent_mail__authority=draft.authority).delete()
