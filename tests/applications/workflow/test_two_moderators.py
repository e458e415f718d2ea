"""Two moderators at the same moment, with real threads and connections."""

import threading

import pytest
from django.db import connection

from applications.models import Decision
from applications.models.status import Status
from applications.workflow.transitions import OverLimit, move
from authorities.models import Role
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    ("before", "to", "taken"),
    [(Status.IN_ASSESSMENT, Status.MATCHED, 2), (Status.MATCHED, Status.SELECTED, 0)],
)
def test_exactly_one_gets_the_last_place(authority, before, to, taken):
    page = ChallengePageFactory(authority=authority, closed=True, stage=Stage.ASSESSING)
    ApplicationFactory.create_batch(taken, page=page, status=to)
    rivals = ApplicationFactory.create_batch(8, page=page, status=before)
    moderators = [UserFactory.working_for(authority, Role.MODERATOR) for _ in rivals]
    start, outcomes = threading.Barrier(len(rivals)), []

    def click(application, moderator):
        start.wait()
        try:
            move(application, to, by=moderator, reason="The strongest.")
            outcomes.append("moved")
        except OverLimit:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=click, args=pair) for pair in zip(rivals, moderators, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["moved"] + ["refused"] * 7
    assert Decision.objects.filter(to_status=to).count() == 1
