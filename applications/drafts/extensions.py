"""More time for one applicant, granted by who answers for the programme."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applications.drafts.mails import queue_extension
from applications.history import chain
from applications.models import Draft, Event, Extension, TakesApplications, deadlines
from applications.workflow.permissions import REVERSERS
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused


class ExtensionRefused(Exception):
    """The extension is not granted; the message says why, in words for the person who tried."""


def may_extend(user: User, draft: Draft) -> Verdict:
    """Return whether the person may give an applicant of this authority more time."""
    if may_act_as(user, draft.authority, *REVERSERS):
        return ALLOWED
    return refused(_("Only a programme manager can give an applicant more time."))


@transaction.atomic
def extend(
    draft: Draft, page: TakesApplications, *, until: datetime, by: User, reason: str, now: datetime
) -> Extension:
    """Give one applicant more time, record who did, until when and why, and tell them.

    Raises `ExtensionRefused` for somebody without the right, no reason, or an end that is past
    or before the closing.
    """
    if not (verdict := may_extend(by, draft)):
        raise ExtensionRefused(verdict.reason)
    if not reason.strip():
        raise ExtensionRefused(_("Write the reason: it is kept on the record."))
    if until <= max(now, deadlines.closes_at(page, draft)):
        raise ExtensionRefused(
            _("Choose a time that has not come yet, and that is later than the applicant has now.")
        )
    extension = Extension.objects.create(
        draft=draft, until=until, actor=by, reason=reason.strip(), at=now
    )
    chain.record(
        Event.EXTENDED,
        authority=draft.authority,
        page=page,
        application=getattr(draft, "application", None),
        actor=by,
        reason=reason,
        at=now,
        extension=extension.pk,
        until=until.isoformat(),
        covers=[extension],
    )
    queue_extension(extension, page=page)
    return extension
