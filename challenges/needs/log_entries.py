"""How the log of pages tells of a brief that began as another authority's."""

from django.utils.translation import gettext_lazy as _

from challenges.needs.copying import COPIED


def register_need_entries(actions) -> None:
    """Name each kind of entry."""
    actions.register_action(
        COPIED, _("Copy another authority's brief"), _("Copied from another authority's brief")
    )
