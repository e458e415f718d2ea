"""Scores that count, and what an applicant reads of them."""

from fractions import Fraction

import pytest
from django.utils import timezone

from applications.assessment.scoring.results import (
    comments_for_applicant,
    means_for_applicant,
    results_of,
    sent_scores_of,
)
from applications.models import EndedBecause, NotApplicable
from applications.models.status import Status
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.queries import count_queries


@pytest.fixture
def page(authority):
    return with_criteria(ChallengePageFactory(authority=authority, closed=True))


@pytest.fixture
def application(page):
    return ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)


@pytest.fixture
def two_sheets(page, application):
    """Two assessors sent their scores; a third has not."""
    impact, price = page.criteria.all()
    for scores, comment in (
        ({impact.pk: 4, price.pk: 0}, "Clear."),
        ({impact.pk: 3, price.pk: 1}, ""),
    ):
        AssignmentFactory.sent(
            scores,
            {impact.pk: comment},
            application=application,
            assessor=AssessorFactory(page=page),
        )
    AssignmentFactory(application=application, assessor=AssessorFactory(page=page))
    return impact, price


def test_only_what_was_sent_counts(page, application, two_sheets):
    assert [sheet.assessor.number for sheet in sent_scores_of(page)] == [1, 2]
    result = results_of(page, [application])[application.pk]
    assert result.total == Fraction(7, 2) * Fraction(60, 100) + Fraction(1, 2) * Fraction(40, 100)


def test_scores_of_an_ended_assignment_leave_the_mean(page, application, two_sheets):
    first = sent_scores_of(page)[0].assignment
    first.ended_at, first.ended_because = timezone.now(), EndedBecause.CONFLICT
    first.save()
    assert results_of(page, [application])[application.pk].total == Fraction(11, 5)


def test_scores_of_an_earlier_version_are_marked(page, application, two_sheets):
    application.version = 2
    application.save()
    assert all(sheet.is_of_earlier_version for sheet in sent_scores_of(page))


def test_an_applicant_reads_comments_by_the_assessors_number(page, application, two_sheets):
    impact, _price = two_sheets
    assert comments_for_applicant(application) == [
        {"criterion": impact.pk, "name": "Impact", "comment": "Assessor 1: Clear."}
    ]


def test_an_applicant_reads_the_means_of_what_applies(page, application, two_sheets):
    impact, price = two_sheets
    NotApplicable.objects.create(
        application=application,
        criterion=price.pk,
        actor=AssessorFactory(page=page).invited_by,
        reason="No price was asked for.",
    )
    assert means_for_applicant(application) == [
        {
            "criterion": impact.pk,
            "name": "Impact",
            "weight": 60,
            "mean": 3.5,
            "maximum": 5,
        }
    ]


def test_more_applications_need_no_more_queries(page, application, two_sheets):
    few = count_queries(lambda: results_of(page, [application]))
    more = ApplicationFactory.create_batch(3, page=page, status=Status.IN_ASSESSMENT)
    for one in more:
        AssignmentFactory.sent(
            {two_sheets[0].pk: 2}, application=one, assessor=AssessorFactory(page=page)
        )
    assert count_queries(lambda: results_of(page, [application, *more])) == few
