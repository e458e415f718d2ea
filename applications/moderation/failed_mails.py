"""Mails that are no longer tried."""

from post_office.models import STATUS

from authorities.models import SentMail


def failed_letters(authority):
    """Return the authority's mails that are no longer tried, the newest first."""
    return (
        SentMail.objects.filter(authority=authority, mail__status=STATUS.failed)
        .select_related("mail")
        .prefetch_related("mail__logs")
        .order_by("-queued_at")
    )
