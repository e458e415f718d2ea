"""MISSING DOC"""

from wagtail.models import Site

from applications.models import Letter
from authorities.mail.sender import queue_mail


def queue(
    recipient: str,
    authority: Site,
    kind: str,
    *,
    subject: str,
    key: str,
    template: str = "",
    stop_url: str = "",
    **context: object,
) -> bool:
    """Queue a mail of the authority's, in its name and brand, once for each `key`.

    `template` is the kind's own unless another one is named; `stop_url` is as for `queue_mail`,
    and the template gets it too. Returns whether it was queued now.
    """
    once = f"{kind}:{key}"
    if Letter.objects.filter(key=once).exists():
        return False
    queued = queue_mail(
        recipient,
        authority,
        template or f"applications/mail/{kind}.txt",
        subject=subject,
        context={**context, "stop_url": stop_url},
        stop_url=stop_url,
    )
    Letter.objects.create(key=once, authority=authority, kind=kind, mail=queued)
    return True
