"""Assessors, their assignments, and what they sent."""

from datetime import timedelta

import factory
from django.utils import timezone

from applications.models import Assessor, Assignment, Declaration, Score, SentScores
from authorities.models import Role
from authorities.scope import authority_of
from challenges.models import ChallengeCriterion
from tests.factories.authorities import UserFactory


def criterion(name: str = "Impact", weight: int = 100, **fields) -> ChallengeCriterion:
    """Return a criterion that is not saved yet: pass it to `with_criteria`."""
    return ChallengeCriterion(name=name, weight=weight, **fields)


def with_criteria(page, *criteria):
    """Give the page these criteria, or one for each usual weight; return the page."""
    rows = criteria or (
        criterion("Impact", 60, guidance="It helps many.", minimum=2),
        criterion("Price", 40),
    )
    page.criteria.set(rows)
    page.save()
    return page


class AssessorFactory(factory.django.DjangoModelFactory):
    """Somebody who accepted to assess a `page`, unless a trait says otherwise."""

    class Meta:
        model = Assessor

    class Params:
        waiting = factory.Trait(accepted_at=None)
        late = factory.Trait(
            accepted_at=None,
            answer_by=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1)),
        )
        declined = factory.Trait(accepted_at=None, declined_at=factory.LazyFunction(timezone.now))
        removed = factory.Trait(removed_at=factory.LazyFunction(timezone.now))

    authority = factory.LazyAttribute(lambda made: authority_of(made.page))
    name = factory.Sequence(lambda number: f"Grace Hopkins {number}")
    email = factory.Sequence(lambda number: f"assessor{number}@example.net")
    answer_by = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    accepted_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def number(self):
        return Assessor.objects.filter(page_id=self.page.pk).count() + 1

    @factory.lazy_attribute
    def invited_by(self):
        return UserFactory.working_for(self.authority, Role.MODERATOR)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        page = kwargs.pop("page")
        return super()._create(model_class, *args, page_id=page.pk, **kwargs)


class AssignmentFactory(factory.django.DjangoModelFactory):
    """An `application` in the hands of an `assessor` who declared no conflict."""

    class Meta:
        model = Assignment

    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    assigned_by = factory.LazyAttribute(lambda made: made.assessor.invited_by)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        Declaration.objects.get_or_create(
            assessor=kwargs["assessor"], application=kwargs["application"], has_conflict=False
        )
        return super()._create(model_class, *args, **kwargs)

    @classmethod
    def sent(cls, scores: dict[int, int | None], comments: dict[int, str] | None = None, **fields):
        """Return an assignment whose scores, by criterion, were sent."""
        now = timezone.now()
        made = cls(sent_at=now, version=fields["application"].version, **fields)
        comments = comments or {}
        Score.objects.bulk_create(
            Score(assignment=made, criterion=key, score=score, comment=comments.get(key, ""))
            for key, score in scores.items()
        )
        SentScores.objects.create(
            assignment=made,
            number=1,
            version=made.version,
            at=now,
            scores=[
                {
                    "criterion": key,
                    "name": "",
                    "weight": 0,
                    "score": score,
                    "comment": comments.get(key, ""),
                    "private_comment": "",
                }
                for key, score in scores.items()
            ],
        )
        return made
