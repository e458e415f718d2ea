"""The demonstration's assessors, what they score, and what applicants are told.

All of it is invented, and marked as example content like the applications that it is about.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from applications.assessment.assessors.assignments import allocate_evenly
from applications.assessment.assessors.invitations import answer, invite
from applications.assessment.assessors.pool import keep_in_pool
from applications.assessment.declarations import applicants_for, declare
from applications.assessment.scoring.score_entry import ScoreInput, applicable_criteria, save, send
from applications.models import Assessor, Assignment, DecisionLetter
from applications.models.status import Status
from applications.release.releasing import plan_release, ready_groups
from authorities.models import User
from challenges.models import ChallengePage

ASSESSORS = (
    ("Priya Nair", "priya.nair@{host}", "", "housing, repairs"),
    ("Tom Beddoes", "tom.beddoes@{host}", "", "data protection, procurement"),
    (
        "Hannah Osei",
        "hannah.osei@university.example.org",
        "An example university",
        "buildings, sensors",
    ),
)
# By how an application ended, the lowest and the highest score that it got.
BANDS = {
    Status.SELECTED: (4, 5),
    Status.NOT_SELECTED: (3, 5),
    Status.MATCHED: (3, 5),
    Status.RESERVE: (3, 4),
    Status.NOT_MATCHED: (1, 3),
}
COMMENTS = (
    "It says nothing about this.",
    "It says too little about this to judge by.",
    "It answers in part. We missed who would do the work.",
    "It answers. Figures that can be checked would have helped.",
    "Clear and well thought through, with small gaps.",
    "Clear, and backed by what was done before.",
)
STRONGER = (
    "Example content: say what one month of the trial would look like, who does what, and how we "
    "would know that it works."
)
# How much of a running assessment is done.
DONE_SO_FAR = 0.6


def assess(
    page: ChallengePage,
    ends: dict[int, Status],
    manager: User,
    next_moment: Callable[[], datetime],
) -> None:
    """Invite assessors, let them declare, share out what is eligible, and score it.

    `ends` is how each application ended, by its key; one that is still in assessment is scored in
    part, as it is on a working day.
    """
    assessors = [_arrive(page, *who, manager, next_moment) for who in ASSESSORS]
    now = next_moment()
    given = allocate_evenly(page, by=manager, due_at=now + timedelta(days=21), now=now)
    running = [one for one in given if ends[one.application_id] not in BANDS]
    waiting = running[round(DONE_SO_FAR * len(running)) :]
    for assignment in given:
        if assignment not in waiting:
            _score(assignment, ends[assignment.application_id], assessors, next_moment)


def tell(page: ChallengePage, manager: User, at: datetime) -> None:
    """Let applicants read every decision that is ready, each with what would help them."""
    untold = DecisionLetter.objects.filter(
        application__page_id=page.pk, release=None, voided_at=None
    )
    untold.filter(stronger="").update(stronger=STRONGER)
    groups = ready_groups(page)
    if groups:
        seen = {group.status: group.print for group in groups}
        plan_release(page, seen, by=manager, now=at)


def _arrive(
    page: ChallengePage,
    name: str,
    address: str,
    body: str,
    skills: str,
    manager: User,
    next_moment: Callable[[], datetime],
) -> Assessor:
    """Return an assessor who was invited, accepted, and has no conflict."""
    host = manager.email.partition("@")[2]
    now = next_moment()
    assessor = invite(
        page,
        name=name,
        email=address.format(host=host),
        body=body,
        answer_by=now + timedelta(days=7),
        by=manager,
        now=now,
    )
    keep_in_pool(assessor.authority, name=name, email=assessor.email, body=body, skills=skills)
    answer(assessor, accepts=True, now=next_moment())
    assessor.refresh_from_db()
    declared = {one.token: (False, "") for one in applicants_for(assessor)}
    declare(assessor, declared, now=next_moment())
    return assessor


def _score(
    assignment: Assignment,
    end: Status,
    assessors: Sequence[Assessor],
    next_moment: Callable[[], datetime],
) -> None:
    """Score one application within the band of how it ended, the same way each time."""
    application = assignment.application
    who = [one.pk for one in assessors].index(assignment.assessor_id)
    rng = Random(f"{application.business_name} {who}")
    lowest, highest = BANDS.get(end, (2, 5))
    entered = {}
    for criterion in applicable_criteria(assignment, application.page.specific):
        score = rng.randint(lowest, highest)
        entered[criterion.pk] = ScoreInput(score, COMMENTS[score])
    now = next_moment()
    save(assignment, entered, seen=assignment.revision, now=now)
    send(assignment, read_version=application.version, now=now)
