"""What a programme is run with."""

import uuid

import factory

from challenges.models import Proposal


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
