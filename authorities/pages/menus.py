"""What the admin's menu offers: what leads somewhere for this person, and nothing else."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

ON_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


def may_search(area: SearchArea, request: HttpRequest) -> bool:
    """Return whether a search finds anything for this person: pages are for who works on them."""
    if area.name != "pages":
        return True
    policy = policy_registry.get_by_type(Page)
    return policy.user_has_any_permission(request.user, ON_PAGES)


def leave_out_counts(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Leave out how many pages and pictures there are: the first page says what there is to do."""
    items.clear()


def leave_out_forms(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out Wagtail's list of forms: applications are in the queue."""
    items[:] = [item for item in items if item.name != "forms"]


def leave_out_wagtails_guide(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out Wagtail's own news and guide: ours says how it is here."""
    items[:] = [
        item
        for item in items
        if item.name != "editor-guide" and not item.name.startswith("whats-new")
    ]
