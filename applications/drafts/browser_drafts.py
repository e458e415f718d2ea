"""Which draft this browser wrote for a page, so that coming back to the page finds it."""

from uuid import UUID

from django.http import HttpRequest

from applications.models import Draft, TakesApplications

_KEY = "drafts"


def remember(request: HttpRequest, draft: Draft) -> None:
    """Remember the draft as this browser's for its page."""
    known = request.session.get(_KEY, {})
    if known.get(str(draft.page_id)) != draft.secret:
        request.session[_KEY] = {**known, str(draft.page_id): draft.secret}


def browser_draft(request: HttpRequest, page: TakesApplications) -> Draft | None:
    """Return the draft that this browser wrote for the page, if there is one."""
    secret = request.session.get(_KEY, {}).get(str(page.pk))
    if not secret:
        return None
    return Draft.objects.filter(page_id=page.pk, secret=secret).first()


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
    known = request.session.get(_KEY, {})
    request.session[_KEY] = {
        page: secret for page, secret in known.items() if secret != draft.secret
    }
