"""Pages with applications are kept."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Draft


def why_kept(page: Page) -> str:
    """Return why a page with drafts or applications, or one above it, is kept; else nothing."""
    below = page.get_descendants(inclusive=True)
    if not Draft.objects.filter(page__in=below).exists():
        return ""
    return _("“%s” has applications, so it cannot be deleted. You can unpublish it.") % page.title
