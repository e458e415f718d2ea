"""What the admin's menu offers: what leads somewhere for this person, and nothing else."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

AFTER_THE_LISTS = 250
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


def by_the_work(request: HttpRequest, items: list[MenuItem]) -> None:
    """Put the tree of all pages behind the lists of one's work, and leave out Wagtail's forms.

    Applications are in the queue.
    """
    items[:] = [item for item in items if item.name != "forms"]
    for item in items:
        if item.name == "explorer":
            item.order = AFTER_THE_LISTS


def leave_out_counts_of_all(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out the report that counts every authority's pages, and that nobody may read."""
    items[:] = [item for item in items if item.name != "page-types-usage"]


def leave_out_wagtails_guide(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out Wagtail's own news and guide: ours says how it is here."""
    items[:] = [
        item
        for item in items
        if item.name != "editor-guide" and not item.name.startswith("whats-new")
    ]
