"""Challenges with a public record are kept."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from challenges.models import Amendment, Joining, StageChange


def why_kept(page: Page) -> str:
    """Return why a challenge that was amended, moved on or joined, or a page above one, is kept."""
    below = page.get_descendants(inclusive=True).values("pk")
    joined = Joining.objects.filter(challenge__in=below, agreed_at__isnull=False)
    if not joined.exists() and not any(
        kind.objects.filter(challenge__in=below).exists() for kind in (Amendment, StageChange)
    ):
        return ""
    return (
        _("“%s” has a public record, so it cannot be deleted. You can unpublish it.") % page.title
    )
