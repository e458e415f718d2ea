"""What waits for somebody among the authority's pages: drafts, approvals, locks."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, Site, WorkflowState

from authorities.models import Role, User
from authorities.people.open_work import OpenWork, colleagues

WRITERS = (Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER)
UNLOCKERS = (Role.APPROVER, Role.PROGRAMME_MANAGER)


def page_work(person: User, authority: Site) -> list[OpenWork]:
    """Return the drafts that the person began, what they sent for approval, and what they lock."""
    pages = Page.objects.descendant_of(authority.root_page, inclusive=True)
    drafts = pages.filter(owner=person, first_published_at=None)
    locks = pages.filter(locked=True, locked_by=person)
    approvals = _approvals(person, pages)

    def give(found: QuerySet, field: str):
        return lambda to, by: found.update(**{field: to})

    return [
        OpenWork(
            "drafts",
            _("Pages begun, and never published"),
            drafts.count(),
            colleagues(authority, *WRITERS, but=person),
            give(drafts, "owner"),
        ),
        OpenWork(
            "approvals",
            _("Pages sent for approval, and not answered yet"),
            approvals.count(),
            colleagues(authority, *WRITERS, but=person),
            give(approvals, "requested_by"),
        ),
        OpenWork(
            "locks",
            _("Pages locked"),
            locks.count(),
            colleagues(authority, *UNLOCKERS, but=person),
            give(locks, "locked_by"),
        ),
    ]


def _approvals(person: User, pages: QuerySet[Page]) -> QuerySet[WorkflowState]:
    """Return the workflows of these pages that go on, and of which the person hears the end."""
    theirs = WorkflowState.objects.active().filter(requested_by=person)
    # The key of what it is about is kept as text.
    keys = [key for key in theirs.values_list("object_id", flat=True) if key.isdecimal()]
    own = [str(key) for key in pages.filter(pk__in=keys).values_list("pk", flat=True)]
    return theirs.filter(base_content_type__model="page", object_id__in=own)
