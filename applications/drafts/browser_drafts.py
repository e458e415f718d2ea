"""Which drafts this browser wrote for a page, so that coming back to the page finds them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from applications.models import Draft, TakesApplications

_KEY = "drafts"
AT_MOST = 20


@dataclass(frozen=True)
class Browser:
    """One browser: by what it is told from others, and what its session knows of a page."""

    digest: str = ""
    secrets: tuple[str, ...] = ()


def browser_of(request: HttpRequest, page: TakesApplications) -> Browser:
    """Return the browser that asks, as far as it has cookies."""
    return Browser(browser_digest(request), tuple(_secrets(request, page.pk)))


def browser_digest(request: HttpRequest) -> str:
    """Return what stays the same for a browser until somebody signs in; "" without a cookie.

    A session begins with the first draft, so of two windows that send at once neither knows what
    the other one began. The cookie against forged requests is there before.
    """
    cookie = request.META.get("CSRF_COOKIE", "")
    return salted_hmac(__name__, cookie, algorithm="sha256").hexdigest() if cookie else ""


def remember(request: HttpRequest, draft: Draft) -> None:
    """Remember the draft as this browser's for its page, before the others."""
    known = _secrets(request, draft.page_id)
    if known[:1] != [draft.secret]:
        others = [secret for secret in known if secret != draft.secret]
        _write(request, draft.page_id, [draft.secret, *others][:AT_MOST])


def browser_draft(request: HttpRequest, page: TakesApplications) -> Draft | None:
    """Return the draft that this browser wrote last for the page, if there is one."""
    secrets = _secrets(request, page.pk)
    if not secrets:
        return None
    found = Draft.objects.filter(page_id=page.pk, secret__in=secrets)
    return min(found, key=lambda draft: secrets.index(draft.secret), default=None)


def find_again(request: HttpRequest, page: TakesApplications, form_key: str) -> Draft | None:
    """Return the draft that this form was saved as, and remember it as this browser's.

    The key is known to who was shown the form alone. A browser that was killed may have lost its
    cookies and kept that.
    """
    try:
        key = UUID(form_key)
    except ValueError:
        return None
    draft = Draft.objects.filter(page_id=page.pk, form_key=key).first()
    if draft:
        remember(request, draft)
    return draft


def forget(request: HttpRequest, draft: Draft) -> None:
    """Forget the draft in this browser; its private address still opens it."""
    known = _secrets(request, draft.page_id)
    if draft.secret in known:
        known.remove(draft.secret)
        _write(request, draft.page_id, known)
    Draft.objects.filter(pk=draft.pk, browser=browser_digest(request)).update(browser="")


def _secrets(request: HttpRequest, page_id: int) -> list[str]:
    found = request.session.get(_KEY, {}).get(str(page_id), [])
    # A session of the release before knows one draft of a page.
    return [found] if isinstance(found, str) else list(found)


def _write(request: HttpRequest, page_id: int, secrets: list[str]) -> None:
    request.session[_KEY] = {**request.session.get(_KEY, {}), str(page_id): secrets}
