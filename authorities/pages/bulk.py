"""Publishing several pages at once: what is ready goes out, the rest is named."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from authorities.pages.readiness import in_one_line, what_is_missing


def publish_what_is_ready(
    request: HttpRequest, action_type: str, objects: list, action_class: type
) -> HttpResponse | None:
    """Take out of the list what cannot go out, and say of each what it lacks.

    A page that would take drafts below it along waits for them.
    """
    if action_type != "publish":
        return None
    for found in list(objects):
        drafts = [found]
        if request.POST.get("include_descendants"):
            drafts += found.get_descendants().not_live()
        if [draft for draft in drafts if name_what_is_missing(request, draft)]:
            objects.remove(found)
    if objects:
        return None
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")


def name_what_is_missing(request: HttpRequest, page: Page) -> bool:
    """Say what the newest version of a page lacks; return whether it lacks anything."""
    draft = page.get_latest_revision_as_object()
    missing = what_is_missing(draft, timezone.now())
    if missing:
        messages.error(
            request,
            _("“%(title)s” was not published. %(reasons)s")
            % {"title": draft.get_admin_display_title(), "reasons": in_one_line(missing)},
        )
    return bool(missing)
