"""What is not for everybody stands at no address of the open record, on every engine."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from applications.models import Note
from applications.models.status import Status
from challenges.brief.engagement.interested import say_interest
from challenges.models.status import Stage
from challenges.open_data.contracting.releases import note_missing
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
    DraftFactory,
    ProgrammePageFactory,
    QuestionFactory,
    SuccessStoryPageFactory,
)

pytestmark = pytest.mark.django_db
# A word that stands in what is not public alone.
CANARY = "zanzibar"
FILES = ("challenges", "outcomes", "programmes", "figures")
OCDS = ("json", "jsonl")
PATHS = [
    *(f"/api/v1/{name}" for name in ("challenges", "programmes", "stories", "pages")),
    f"/api/v1/challenges?q={CANARY[:-1]}",
    "/api/v1/challenges?q=damp",
    "/api/v1/challenges/{page}",
    "/api/v1/openapi.json",
    "/api/v1/",
    "/data/",
    "/data/catalogue.jsonld",
    *(f"/data/{name}.{ending}" for name in FILES for ending in ("csv", "jsonl")),
    f"/data/challenges.csv?q={CANARY[:-1]}",
    *(f"/data/ocds/{name}.{ending}" for name in ("releases", "records") for ending in OCDS),
    "/data/ocds/records/{page}.json",
    "/embed/",
    "/embed/challenges/",
    "/embed/challenges/{page}/",
    "/oembed?url=http://birmingham.example.org{path}",
]


def said_at(browse, path) -> str:
    response = browse(path)
    assert response.status_code == 200, path
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}{body.decode()}".lower()


@pytest.fixture
def hidden(record, authority, other_authority, search_engine):
    """Canaries in drafts, private pages, other sites, and all that applicants and staff write."""
    page = record.opened
    named = {"title": f"Damp {CANARY}", "question": f"Where is {CANARY}?", "summary": CANARY}
    made = [
        ChallengePageFactory(authority=authority, live=False, **named),
        ChallengePageFactory(authority=other_authority, **named),
        ChallengePageFactory(authority=authority, **named),
        ProgrammePageFactory(authority=authority, title=CANARY, live=False),
        ProgrammePageFactory(authority=other_authority, title=CANARY),
        SuccessStoryPageFactory(
            authority=authority, title=CANARY, challenge=record.done, live=False
        ),
    ]
    PageViewRestriction.objects.create(
        page=made[2], restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    SuccessStoryPageFactory(
        # A story may be written long before the selection is told.
        authority=authority,
        title="Told later",
        challenge=page,
        business_name="Public Ltd",
    )
    page.refresh_from_db()
    page.questions.add(QuestionFactory(label=f"{CANARY}?", is_retired=True))
    page.amendment = CANARY
    page.stage_reason = CANARY
    page.save()
    draft = page.specific
    draft.title = f"{CANARY} to come"
    draft.save_revision()
    ClarificationFactory(page=page, waiting=True, asked_text=CANARY)
    ClarificationFactory(page=page, asked_text=CANARY, declined_reason=CANARY)
    DraftFactory(page=page, email=f"{CANARY}@example.com")
    said = {"name": CANARY, "text": CANARY, "link": f"https://{CANARY}.example/"}
    email = f"interest-{CANARY}@example.com"
    say_interest(page, email, **said, is_proven=True, now=timezone.now())
    for number, (about, status) in enumerate(
        [(page, Status.SUBMITTED), (record.done, Status.SELECTED)]
    ):
        sent = ApplicationFactory(
            page=about,
            status=status,
            business_name=f"{CANARY} Ltd",
            contact_name=CANARY,
            email=f"{number}{CANARY}@example.com",
            reference=f"{CANARY}-{number}",
        )
        sent.form_data = dict.fromkeys(sent.form_data, CANARY)
        sent.save()
        Note.objects.create(application=sent, author=record.by, text=CANARY)
    record.done.stage_reason = CANARY
    record.done.save()
    note_missing(timezone.now())
    search_engine.index([one for one in [*made, page, record.done] if "challenge" in one.slug])
    return record


def test_no_address_says_what_is_not_public(hidden, browse):
    for path in PATHS:
        path = path.replace("{page}", str(hidden.opened.translation_key))
        path = path.replace("{path}", hidden.opened.get_url_parts()[2])
        assert CANARY not in said_at(browse, path), path


def test_what_staff_wrote_of_a_move_is_told_only_where_it_is_a_reason(hidden, browse):
    path = f"/api/v1/challenges/{hidden.done.translation_key}"
    assert CANARY not in said_at(browse, path)
    hidden.done.stage = Stage.CANCELLED
    hidden.done.save()
    assert CANARY in said_at(browse, path)
