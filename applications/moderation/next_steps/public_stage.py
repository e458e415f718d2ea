"""What the public reads of a challenge, as the app that knows its stages says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from wagtail import hooks

from applications.models import TakesApplications
from applications.models.status import Status


@dataclass(frozen=True)
class PublicStage:
    """The stage in the public's words, and where it is moved on.

    `is_behind` says that applicants were told, or applications decided on, beyond what it says.
    `is_selection_announced` and `has_ended` say what cannot wait, or need not, any more.
    `decide_by` is the day of the decision in the brief's own words, if it names one.
    """

    label: str | Promise
    address: str
    is_behind: bool = False
    is_selection_announced: bool = False
    has_ended: bool = False
    decide_by: str = ""


def public_stage(
    page: TakesApplications,
    of: Mapping[Status, int],
    told: Mapping[Status, int],
    now: datetime,
) -> PublicStage | None:
    """Return what the public reads, from the hook `public_stage`; none where no app knows it."""
    for describe in hooks.get_hooks("public_stage"):
        if found := describe(page, of, told, now):
            return found
    return None
