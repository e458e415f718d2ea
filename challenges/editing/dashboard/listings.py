"""All briefs, and all stories, as one list each, with the state that the public sees."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page

from authorities.dates import format_deadline
from authorities.scope import settings_of, staff_authority
from challenges.editing.dashboard.briefs import public_tag
from challenges.editing.dashboard.menu import WritersMenuItem
from challenges.models import ChallengePage, SuccessStoryPage
from challenges.presentation.cards import Tag


class StateColumn(BaseColumn):
    """The state as a tag: words, a shape and a colour."""

    cell_template_name = "challenges/editing/dashboard/state_cell.html"

    def get_cell_context_data(self, instance: Page, parent_context) -> dict:
        """Add the tag, and whether something newer waits to be published."""
        context = super().get_cell_context_data(instance, parent_context)
        return context | {
            "tag": _tag(instance),
            "has_changes": instance.live and instance.has_unpublished_changes,
        }


def _tag(page: Page) -> Tag:
    if isinstance(page, ChallengePage):
        return public_tag(page, timezone.now())
    return Tag(_("Public"), "open") if page.live else Tag(_("Not public"), "neutral")


class ClosingColumn(Column):
    """When a challenge closes, in the authority's time zone."""

    cell_template_name = "challenges/editing/dashboard/closing_cell.html"

    def get_cell_context_data(self, instance: Page, parent_context) -> dict:
        """Add the closing in words."""
        context = super().get_cell_context_data(instance, parent_context)
        zone = settings_of(staff_authority(parent_context["request"])).zone
        closes_at = instance.closes_at
        return context | {"value": format_deadline(closes_at, zone) if closes_at else "–"}


class InterestColumn(BaseColumn):
    """The way to who is interested in a brief that is announced before it opens."""

    cell_template_name = "challenges/editing/dashboard/interest_cell.html"


# Wagtail's own column for titles asks the database three times a row.
TITLE = TitleColumn(
    "title",
    label=gettext_lazy("Title"),
    sort_key="title",
    url_name="wagtailadmin_pages:edit",
    accessor="get_admin_display_title",
)
CHANGED = DateColumn(
    "latest_revision_created_at",
    label=gettext_lazy("Changed"),
    sort_key="latest_revision_created_at",
)


class BriefsViewSet(PageListingViewSet):
    """The briefs of who asks."""

    model = ChallengePage
    icon = "edit"
    name = "briefs"
    menu_label = gettext_lazy("Briefs")
    menu_order = 100
    menu_item_class = WritersMenuItem
    add_to_admin_menu = True
    columns = [
        BulkActionsColumn("bulk_actions"),
        TITLE,
        StateColumn("state", label=gettext_lazy("What the public sees")),
        ClosingColumn("closes_at", label=gettext_lazy("Closes"), sort_key="closes_at"),
        InterestColumn("interest", label=gettext_lazy("Interest")),
        CHANGED,
    ]


class StoriesViewSet(PageListingViewSet):
    """The success stories of who asks."""

    model = SuccessStoryPage
    icon = "pick"
    name = "stories"
    menu_label = gettext_lazy("Stories")
    menu_order = 170
    menu_item_class = WritersMenuItem
    add_to_admin_menu = True
    columns = [
        BulkActionsColumn("bulk_actions"),
        TITLE,
        StateColumn("state", label=gettext_lazy("What the public sees")),
        CHANGED,
    ]
