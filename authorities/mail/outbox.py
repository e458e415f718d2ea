"""The outbox: each mail of an authority is queued once, whatever is asked twice."""

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
    **context: object,
) -> bool:
    """Queue a mail of the authority's, in its name and brand, once for each `key`.

    `stop_url` is as for `queue_mail`, and the template gets it too. Returns whether it was queued
    now.
    """
    once = f"{mail.name}:{key}"
    if SentMail.objects.filter(key=once).exists():
        return False
    queued = queue_mail(
        recipient,
        authority,
        mail.template,
        subject=subject,
        context={**context, "stop_url": stop_url},
        stop_url=stop_url,
    )
    SentMail.objects.create(key=once, authority=authority, kind=mail.name, mail=queued)
    return True
