"""The outbox: each mail of an authority is queued once, whatever is asked twice."""

from datetime import datetime

from django.db import IntegrityError, transaction
from wagtail.models import Site

from authorities.mail.registry import MailType
from authorities.mail.sender import queue_mail
from authorities.models import SentMail


def queue_once(
    recipient: str,
    authority: Site,
    mail: MailType,
    *,
    subject: str,
    key: str,
    stop_url: str = "",
    scheduled_time: datetime | None = None,
    expires_at: datetime | None = None,
    **context: object,
) -> bool:
    """Queue a mail of the authority's, in its name and brand, once for each `key`.

    `stop_url` is as for `queue_mail`, and the template gets it too. It is not sent before
    `scheduled_time`, nor after `expires_at`. Returns whether it was queued now.
    """
    if was_queued(mail, key):
        return False
    try:
        with transaction.atomic():
            sent = SentMail.objects.create(
                key=_once(mail, key), authority=authority, kind=mail.name
            )
            sent.mail = queue_mail(
                recipient,
                authority,
                mail.template,
                subject=subject,
                context={**context, "stop_url": stop_url},
                stop_url=stop_url,
                scheduled_time=scheduled_time,
                expires_at=expires_at,
            )
            sent.save(update_fields=["mail"])
    except IntegrityError:
        # Another run was faster: the key is unique.
        if was_queued(mail, key):
            return False
        raise
    return True


def was_queued(mail: MailType, key: str) -> bool:
    """Return whether the mail of this kind was queued for this `key`."""
    return SentMail.objects.filter(key=_once(mail, key)).exists()


def _once(mail: MailType, key: str) -> str:
    return f"{mail.name}:{key}"
