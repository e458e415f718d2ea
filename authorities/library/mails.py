"""Mail about editors' documents and pictures."""

from django.utils.translation import gettext as _
from wagtail.models import CollectionMember

from authorities.mail.outbox import queue_once
from authorities.mail.registry import register
from authorities.models import LibraryFile, User
from authorities.permissions import authorities_of

HARMFUL_FILE = register(
    "library_harmful_file",
    "authorities/library/mail/harmful_file.txt",
    to="who uploaded the document or picture",
    when="the virus scanner finds something in it",
)


def queue_harmful_file(row: LibraryFile, owned: CollectionMember, *, to: User) -> bool:
    """Tell who uploaded a file what was found in it; return whether the mail was queued now."""
    authority = next(iter(authorities_of(to)), None)
    if authority is None or not to.email:
        return False
    return queue_once(
        to.email,
        authority,
        HARMFUL_FILE,
        subject=_("Something harmful was found in “%s”") % owned.title,
        key=f"{row.pk}:{to.pk}",
        title=owned.title,
        found=row.scan_found,
    )
