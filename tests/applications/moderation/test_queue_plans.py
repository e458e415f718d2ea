"""What PostgreSQL reads for the queue: no question walks through all applications."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, Message
from applications.models.search_text import search_text_of
from applications.models.status import Status
from authorities.models import Role
from challenges.models import ChallengePage
from tests.benchmarks.multiply import multiply
from tests.factories import ApplicationFactory, ChallengePageFactory, ThemeFactory, UserFactory
from tests.plans import sequential_scans, statements_of

pytestmark = pytest.mark.postgresql

QUEUE = "/admin/queue/"
STATES = [
    *([Status.SUBMITTED] * 2),
    Status.SCREENING,
    Status.INFO_REQUESTED,
    Status.INELIGIBLE,
    Status.ELIGIBLE,
    Status.IN_ASSESSMENT,
    *([Status.NOT_MATCHED] * 9),
    Status.MATCHED,
    Status.RESERVE,
    Status.PROCURED,
    Status.WITHDRAWN,
]


@pytest.fixture
def twenty_thousand(authority):
    """Twenty thousand applications to a thousand challenges, most of them decided and told."""
    with connection.cursor() as cursor:
        # Rows that earlier tests took back still lie in the table, and costs are reckoned with
        # them. Until this test is taken back too, the table is a new one.
        cursor.execute("TRUNCATE applications_application CASCADE")
    now = timezone.now()
    themes = [ThemeFactory(authority=authority, slug="better-health", name="Better health")]
    for number in range(10):
        page = ChallengePageFactory(
            authority=authority, closed=True, themes=themes if number == 3 else []
        )
        for place, status in enumerate(STATES):
            application = ApplicationFactory(
                page=page,
                status=status,
                business_name=f"Larkmere {number} {place}",
                form_data={"q": f"We listen to the wall for damp, again and again. {place} " * 20},
                submit_time=now - timedelta(hours=place + 24 * number),
                released_status=status if place != 7 else Status.IN_ASSESSMENT,
            )
            if status is Status.INFO_REQUESTED:
                Message.objects.create(application=application, text="Who?", at=now, due_at=now)
    multiply(99)
    rare = Application.objects.order_by("pk")[77]
    rare.form_data = {"q": "A zephyrine idea."}
    rare.search_text = search_text_of(rare)
    rare.save()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rare


def test_the_queue_never_reads_the_whole_table_and_takes_at_most_twenty_two_queries(
    sign_in, authority, twenty_thousand
):
    assert Application.objects.count() == 20_000
    desk = sign_in(UserFactory.working_for(authority, Role.MODERATOR))
    page = ChallengePage.objects.order_by("pk")[5]
    asked = [
        "",
        "p=2",
        "p=40",
        *(f"status={status.value}" for status in Status),
        "status=waiting",
        "status=waiting&p=3",
        f"page={page.pk}",
        f"page={page.pk}&status=matched",
        "sent=today",
        "sent=month&status=waiting",
        "sent=month&status=not_matched",
        "order=sent",
        "order=sent&status=eligible",
        "theme=better-health",
        "theme=better-health&status=waiting",
        *(f"needs={need}" for need in ("due", "overdue", "cover", "late", "untold")),
        f"q={twenty_thousand.reference}",
        "q=zephyrine",
        "q=damp",
        "q=damp+larkmere&status=eligible&theme=better-health",
    ]
    desk.get(QUEUE)
    found = {}
    for query in asked:
        statements = statements_of(lambda query=query: desk.get(f"{QUEUE}?{query}"))
        assert len(statements) <= 22, query
        if plans := sequential_scans(statements):
            found[query] = plans
    assert found == {}, "\n\n".join(plan for plans in found.values() for plan in plans)
    screen = reverse("queue_modeladmin_inspect", args=[twenty_thousand.pk])
    assert sequential_scans(statements_of(lambda: desk.get(f"{screen}?list=&at=0"))) == []
    assert sequential_scans(statements_of(lambda: desk.get("/admin/"))) == []
