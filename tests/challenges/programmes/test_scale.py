"""Many programmes, sessions and people: no screen asks more of the database for them."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from challenges.models import BudgetLine, SessionFile
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, ProgrammePageFactory
from tests.factories.programmes import (
    AttendanceFactory,
    LessonFactory,
    MilestoneFactory,
    ProposalFactory,
    SessionFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
# What the issue of programmes allows the page of one.
MOST_OF_A_DASHBOARD = 30


@pytest.fixture
def grow(authority, programme, manager):
    """Return a function that adds programmes, and things of every kind to the first one."""
    document = get_document_model().objects.create(title="Plan", file=ContentFile(b"1", "a.txt"))

    def add(number):
        for _one in range(number):
            other = ProgrammePageFactory(authority=authority)
            SessionFactory(programme=other, held=True)
            page = ChallengePageFactory(
                authority=authority, programme=programme, stage=Stage.SELECTED
            )
            ApplicationFactory(page=page)
            common = {"is_public": True, "evidence_file": document, "is_file_public": True}
            MilestoneFactory(challenge=page, owner=manager, due_on=date(2020, 1, 1), **common)
            LessonFactory(programme=programme, theme="Retention", **common)
            held = SessionFactory(programme=programme, held=True, is_public=True)
            SessionFile.objects.create(session=held, document=document, is_public=True)
            for session in (held, SessionFactory(programme=programme, is_public=True)):
                AttendanceFactory.create_batch(2, session=session, there=True)
            BudgetLine.objects.create(
                authority=authority, programme=programme, funder="A", amount=1, is_public=True
            )
            ProposalFactory(authority=authority, programme=programme)

    return add


def test_no_screen_of_programmes_asks_more_for_many(
    client, browse, authority, programme, manager, grow, at
):
    grow(2)
    session = programme.sessions.order_by("pk").last()
    challenge = programme.challenges.order_by("pk").first()
    client.force_login(manager)
    public = [programme.get_parent().url, programme.url, challenge.url]
    lists = ("session", "budgetline", "payment", "milestone", "lesson")
    admin = [
        "/admin/programmes/",
        f"/admin/programmes/{programme.pk}/",
        f"/admin/programmes/{programme.pk}/report/",
        f"/admin/programmes/{programme.pk}/figures.csv",
        "/admin/programmes/lessons/",
        "/admin/proposals/",
        f"/admin/sessions/{session.pk}/",
        f"/admin/track/{challenge.pk}/",
        *(f"/admin/snippets/challenges/{name}/" for name in lists),
        "/admin/snippets/challenges/session/add/",
    ]

    def queries():
        return {
            **{path: count_queries(lambda path=path: browse(path)) for path in public},
            **{path: count_queries(lambda path=path: client.get(path, **at)) for path in admin},
        }

    few = queries()
    grow(4)
    AttendanceFactory.create_batch(5, session=session)
    assert queries() == few
    own = f"/admin/programmes/{programme.pk}/"
    # Beside what every screen of the admin asks.
    assert few[own] - few[f"{own}report/"] <= MOST_OF_A_DASHBOARD
