"""What a view does to send: within the limit, once for each person unless they mean a second."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from applications.drafts.browser_drafts import browser_of, remember
from applications.models import Draft, TakesApplications
from applications.submission.duplicates import first_of_person
from applications.submission.submit import SentBefore, send
from authorities.http.rate_limit import RateLimit, client_address
from businesses.profile.profiles import remember_details
from businesses.sign_in.mail_budget import budget_of
from businesses.sign_in.proof import proven_address

# In the session: of which draft somebody was asked whether they mean a second application.
_ASKED = "second_application"


class TooManySent(Exception):
    """Too many applications came from this network; the message is for who sends."""


def send_or_lead(
    request: HttpRequest,
    draft: Draft,
    page: TakesApplications,
    now: datetime,
    *,
    path: str,
    is_second: bool = False,
) -> str:
    """Send the draft, which is at `path`; or lead this person to what they have sent before.

    Returns where to go: there they are asked whether they mean a second one, which stays a draft.
    Raises `TooManySent`, and what `submit.send` raises.
    """
    address = proven_address(request)
    limit = RateLimit("apply", settings.APPLICATIONS_PER_HOUR, 3600)
    # What was sent once is changed and sent again as often as they like.
    is_counted = not hasattr(draft, "application")
    if is_counted and limit.is_hit(client_address(request)):
        raise TooManySent(
            _(
                "Too many applications came from your network in the last hour. Everything that "
                "you typed is kept as a draft: send it from there in an hour."
            )
        )
    try:
        application = send(
            draft,
            now=now,
            proven=address,
            browser=browser_of(request, page),
            is_second=is_second,
            may_write=budget_of(request),
        )
    except Exception as refusal:
        if is_counted:
            limit.give_back(client_address(request))
        if not isinstance(refusal, SentBefore):
            raise
        request.session[_ASKED] = {"draft": draft.pk, "path": path}
        return refusal.draft.path_for(address)
    if request.user.is_authenticated:
        remember_details(request.user, application.details())
    if path != draft.private_path or application.draft.secret == draft.secret:
        return path
    remember(request, application.draft)
    return application.draft.private_path


def sent_before(request: HttpRequest, draft: Draft, page: TakesApplications) -> Draft | None:
    """Return what this person has sent to the page already, if `draft` would be a second one."""
    if hasattr(draft, "application"):
        return None
    return first_of_person(draft, page, proven_address(request), browser_of(request, page))


def second_of(request: HttpRequest, first: Draft) -> str:
    """Return the path of the draft of which this person is asked if it is a second application."""
    asked = request.session.get(_ASKED)
    if not asked:
        return ""
    waits = Draft.objects.filter(pk=asked["draft"], page_id=first.page_id, application=None)
    return asked["path"] if waits.exclude(pk=first.pk).exists() else ""
