"""What becomes of a brief that was proposed, told to who proposed it, to the end."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from authorities.batch import by_pk, for_each_isolated
from challenges.models import ChallengePage, Proposal
from challenges.models.status import Stage
from challenges.proposals.mails import queue_news

PUBLISHED = "published"


def tell_proposers(now: datetime) -> int:
    """Tell of briefs that have come to another stage; return of how many proposals."""
    briefs = (
        Proposal.objects.filter(brief__live=True)
        .exclude(told=F("brief__stage"))
        .exclude(brief__stage="", told=PUBLISHED)
    )
    return for_each_isolated(
        briefs.select_related("brief", "authority__root_page"),
        _tell,
        job="tell_proposers",
        key=by_pk,
    )


@transaction.atomic
def _tell(proposal: Proposal) -> bool:
    brief = proposal.brief
    stage = (brief and brief.stage) or PUBLISHED
    if brief is None or proposal.told == stage or brief.get_view_restrictions().exists():
        return False
    # A second worker finds the row changed, and tells nobody.
    changed = Proposal.objects.filter(pk=proposal.pk, told=proposal.told).update(told=stage)
    # A stage that is taken back is told once more when it comes again, by the moment of its move.
    moment = brief.stage_changed_at.isoformat() if brief.stage_changed_at else ""
    if changed:
        queue_news(proposal, f"{stage}:{moment}", news_of(brief), brief.full_url or "")
    return bool(changed)


def news_of(brief: ChallengePage) -> str:
    """Return in one sentence how far the brief has come, as the public reads it."""
    if not brief.live:
        return _("It has become the draft of a challenge brief.")
    if not brief.stage:
        return _("It is published as a challenge brief.")
    said = _("The challenge stands at: %s.") % Stage(brief.stage).label
    return f"{said} {brief.stage_reason}".strip()
