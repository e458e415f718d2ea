"""What a check says of a page's history, where factories wrote rows that nobody recorded."""

from django.utils import timezone

from applications.history import checking, sealing
from challenges.models import ChallengePage, StageChange


def faults(page) -> list[tuple[int, str]]:
    """Return where the history is not whole, by number and sentence, as it stands."""
    return [(fault.number, fault.sentence) for fault in checking.check(page)]


def faults_once_sealed(page) -> list[tuple[int, str]]:
    """Return the same after what factories wrote was sealed; what was recorded is not."""
    challenge = ChallengePage.objects.get(pk=page.pk)
    if challenge.stage and not challenge.stage_changes.exists():
        now = timezone.now()
        ChallengePage.objects.filter(pk=page.pk).update(stage_changed_at=now)
        StageChange.objects.create(challenge=challenge, to_stage=challenge.stage, at=now)
    sealing.seal(page)
    return faults(page)
