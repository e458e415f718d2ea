"""How many proposed, and what it came to: for everybody who shows it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from challenges.models import Proposal, Support


@dataclass(frozen=True)
class ProposalFigures:
    """How many of each."""

    proposals: int
    # People who have a problem that another proposed; each once, however many they have.
    supporters: int
    directorates: int
    # Proposals that became a brief; several may have become the same.
    became_briefs: int
    briefs: int


def proposal_figures(proposals: QuerySet[Proposal]) -> ProposalFigures:
    """Return the figures of these proposals, in two queries."""
    counted = proposals.order_by().aggregate(
        proposals=Count("pk", distinct=True),
        directorates=Count("directorate", distinct=True),
        became_briefs=Count("pk", distinct=True, filter=Q(state=Proposal.State.BRIEF)),
        briefs=Count("brief", distinct=True),
    )
    supporters = Support.objects.filter(proposal__in=proposals.order_by().values("pk"))
    return ProposalFigures(
        supporters=supporters.order_by().values("email").distinct().count(), **counted
    )
