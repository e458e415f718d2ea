"""What a programme is run with."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from authorities.scope import authority_of
from challenges.models import Attendance, Lesson, Milestone, Proposal, Session


class ProposalFactory(factory.django.DjangoModelFactory):
    """A problem that a colleague of the `authority` proposed, and that waits for an answer."""

    class Meta:
        model = Proposal

    problem = factory.Sequence(lambda number: f"Nobody reads planning notice {number}")
    who_has_it = "Residents near a building site."
    today = "A paper hangs on a lamp post."
    better = "People hear of it before it is built."
    name = "Ada Okafor"
    email = factory.Sequence(lambda number: f"colleague{number}@council.gov.uk")
    form_key = factory.LazyFunction(uuid.uuid4)


class SessionFactory(factory.django.DjangoModelFactory):
    """A workshop of a `programme`, of two hours, in nine days; or held nine days ago."""

    class Meta:
        model = Session

    class Params:
        held = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=9))
        )

    authority = factory.LazyAttribute(lambda made: authority_of(made.programme))
    title = factory.Sequence(lambda number: f"Workshop {number}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=9))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(hours=2))
    place = "Council House"


class AttendanceFactory(factory.django.DjangoModelFactory):
    """Somebody who is invited to a `session`."""

    class Meta:
        model = Attendance

    class Params:
        there = factory.Trait(answer="yes", attended_at=factory.LazyFunction(timezone.now))

    email = factory.Sequence(lambda number: f"guest{number}@example.org")
    name = factory.Sequence(lambda number: f"Guest {number}")


class MilestoneFactory(factory.django.DjangoModelFactory):
    """A pilot of a `challenge` that is due in nine days."""

    class Meta:
        model = Milestone

    authority = factory.LazyAttribute(lambda made: authority_of(made.challenge))
    kind = "pilot"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=9))


class LessonFactory(factory.django.DjangoModelFactory):
    """Something that did not work in a `programme`."""

    class Meta:
        model = Lesson

    authority = factory.LazyAttribute(lambda made: authority_of(made.programme))
    kind = "did_not"
    text = factory.Sequence(lambda number: f"People left after session {number}.")
