"""What comes next for a challenge: each thing to do in a few words, with the way to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models.status import WAITING, Status
from applications.moderation.dashboard import queue_address
from applications.moderation.next_steps.counts import Counts
from applications.moderation.next_steps.public_stage import PublicStage


@dataclass(frozen=True)
class Step:
    """One thing to do; `address` is empty for who may not do it."""

    text: str
    address: str = ""
    is_pressing: bool = False


def steps_of(
    page: int, counts: Counts, stage: PublicStage | None, *, may_decide: bool
) -> Iterator[Step]:
    """Yield what there is to do for a challenge that has closed, or is screened as it goes on."""
    if stage is None or not stage.has_ended:
        yield from _deciding(page, counts, stage)
    if counts.untold:
        text = ngettext("%d letter untold", "%d letters untold", counts.untold)
        address = reverse("release_overview", args=[page]) if may_decide else ""
        yield Step(text % counts.untold, address)
    if stage and stage.is_selection_announced:
        yield from _left_behind(page, counts)
    if stage and stage.is_behind:
        text = _("the public still reads “%s”") % stage.label
        yield Step(text, stage.address, is_pressing=True)


def _deciding(page: int, counts: Counts, stage: PublicStage | None) -> Iterator[Step]:
    of = counts.of
    list_of = partial(queue_address, page=page)
    overview = reverse("assessment_overview", args=[page])
    if waiting := sum(of[status] for status in WAITING):
        yield Step(_("%d to screen") % waiting, list_of(status="waiting"))
    if asked := of[Status.INFO_REQUESTED]:
        text = ngettext("%d answer to come", "%d answers to come", asked)
        yield Step(text % asked, list_of(status=Status.INFO_REQUESTED))
    if lacking := of[Status.ELIGIBLE] + counts.short:
        text = ngettext("%d lacks an assessor", "%d lack an assessor", lacking)
        yield Step(text % lacking, f"{overview}#applications")
    if counts.late:
        text = ngettext("%d with overdue scores", "%d with overdue scores", counts.late)
        yield Step(text % counts.late, list_of(needs="late"), is_pressing=True)
    if to_decide := of[Status.IN_ASSESSMENT]:
        by = stage.decide_by if stage else ""
        text = _("decide on %(number)d by %(day)s") if by else _("decide on %(number)d")
        yield Step(
            text % {"number": to_decide, "day": by}, reverse("assessment_comparison", args=[page])
        )


def _left_behind(page: int, counts: Counts) -> Iterator[Step]:
    """Yield what an announced selection has left without its last decision."""
    comparison = reverse("assessment_comparison", args=[page])
    if reserve := counts.of[Status.RESERVE]:
        text = ngettext(
            "%d still in reserve after the selection",
            "%d still in reserve after the selection",
            reserve,
        )
        yield Step(text % reserve, comparison, is_pressing=True)
    if matched := counts.of[Status.MATCHED]:
        text = ngettext(
            "%d matched and not told whether it is selected",
            "%d matched and not told whether they are selected",
            matched,
        )
        yield Step(text % matched, comparison, is_pressing=True)
