"""The private address of a draft, mailed once without being asked: the way back to it."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _

from applications.drafts.mails import queue_link
from applications.models import Draft, TakesApplications
from applications.models.reference import new_secret
from authorities.mail.strangers import too_much_mail


class LinkNews(NamedTuple):
    """What there is to tell about the link after a save; an empty text for nothing."""

    text: str = ""
    is_sent: bool = False


def mail_link(
    draft: Draft,
    page: TakesApplications,
    *,
    may_write: Callable[[str], bool],
    is_pressed: bool = True,
) -> LinkNews:
    """Mail the contact the draft's address, the first time that there is an address to mail it to.

    If a link went to another address before, the draft gets a new one, and that opens nothing any
    more; only where somebody pressed a button, and is led there. Whoever has sent the draft has a
    receipt instead. Returns what to tell who saves.
    """
    before = draft.link_email
    if not draft.email or hasattr(draft, "application") or (before and not is_pressed):
        return LinkNews()
    # The address is claimed first: of two saves at once one writes.
    unmailed = Draft.objects.filter(pk=draft.pk, email=draft.email).exclude(link_email=draft.email)
    secret = new_secret() if before else draft.secret
    if not unmailed.update(link_email=draft.email, secret=secret):
        return LinkNews()
    draft.link_email, draft.secret = draft.email, secret
    if not may_write(draft.email):
        text = _("We cannot send you the link to this draft, so keep the address of its page.")
        return LinkNews(f"{text} {too_much_mail()}")
    queue_link(draft, page=page)
    text = _("We are sending the link to this draft to %s. It opens the draft on any device.")
    text = text % draft.email
    if before:
        text += " " + _("The link that went to %s opens nothing any more.") % before
    return LinkNews(text, is_sent=True)


def why_no_link(draft: Draft) -> LinkNews:
    """Return why no link can go to the address that is typed in the draft, if none can."""
    if draft.email:
        return LinkNews()
    typed = (draft.typed.get("email") or [""])[0].strip()
    return LinkNews(_("We cannot send you the link: %s.") % _what_is_wrong(typed))


def _what_is_wrong(address: str) -> str:
    """Return what somebody who mistyped an email address reads of it, without a full stop."""
    if not address:
        return _("you have not entered your email address")
    if any(character.isspace() for character in address):
        return _("there is a space in the address")
    name, at, host = address.partition("@")
    if not at:
        return _("the address lacks its @")
    if not name:
        return _("the address lacks what stands before the @")
    if "@" in host:
        return _("the address has more than one @")
    if not host.rpartition(".")[2] or "." not in host:
        return _("the address lacks its ending")
    return _("the address is not like name@example.com")
