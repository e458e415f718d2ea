"""The first page of who writes: what can be begun, what waits, one's briefs, and what is open."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply

from applications.models.status import Status
from authorities.models import Role
from challenges.models import ChallengePage, SuccessStoryListingPage
from challenges.models.status import Stage
from tests.challenges.editing.conftest import with_criteria
from tests.challenges.editing.editor import SUBMIT, edit
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
    UserFactory,
)
from tests.factories.authorities import start
from tests.queries import count_queries

pytestmark = pytest.mark.one_database
HOME = "/admin/"
WRITERS = (Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER)


@pytest.fixture
def erin(authority):
    return UserFactory.working_for(authority, Role.EDITOR)


@pytest.fixture
def desk(sign_in, erin):
    return sign_in(erin)


def rows(text):
    """Return what the table of briefs says, row by row."""
    table = text.partition("Briefs that you began")[2].partition("</table>")[0]
    body = re.sub(r"<svg.*?</svg>", "", table.partition("<tbody>")[2], flags=re.DOTALL)
    plain = [re.sub(r"<[^>]+>", " ", row) for row in body.split("</tr>") if "<th" in row]
    return [" ".join(row.split()) for row in plain]


@pytest.mark.parametrize("role", WRITERS)
def test_a_brief_and_a_story_are_begun_from_the_first_page(sign_in, authority, listing, role):
    client = sign_in(UserFactory.working_for(authority, role))
    text = client.get(HOME).text
    stories = SuccessStoryListingPage.objects.child_of(authority.root_page).get()
    for words, model, place in (
        ("Write a challenge brief", "challengepage", listing),
        ("Write a success story", "successstorypage", stories),
    ):
        address = reverse("wagtailadmin_pages:add", args=["challenges", model, place.pk])
        assert words in text
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role not in WRITERS])
def test_who_writes_nothing_is_offered_nothing_to_write(sign_in, authority, role):
    text = sign_in(UserFactory.working_for(authority, role)).get(HOME, follow=True).text
    assert "Write a challenge brief" not in text
    assert "Your briefs and stories" not in text


def test_each_brief_has_its_public_state_and_its_next_date(desk, erin, authority):
    now = timezone.now()
    for title, values in (
        ("Draft", {"live": False}),
        ("Soon", {"opens_at": now + timedelta(days=2)}),
        ("Open", {"questions_until": now + timedelta(days=3)}),
        ("Over", {"closes_at": now - timedelta(days=1), "stage": Stage.ASSESSING}),
    ):
        ChallengePageFactory(authority=authority, owner=erin, title=title, **values)
    ChallengePageFactory(authority=authority, title="A colleague's")
    found = {row.split()[0]: row for row in rows(desk.get(HOME).text)}
    assert set(found) == {"Draft", "Soon", "Open", "Over"}
    assert "Not public" in found["Draft"]
    assert "A draft." in found["Draft"]
    assert "Opening soon Opens" in found["Soon"]
    assert "Open Questions until" in found["Open"]
    assert found["Over"] == "Over Being assessed –"


def test_who_changed_a_brief_last_has_it_among_theirs(desk, erin, authority):
    page = ChallengePageFactory(authority=authority, title="Inherited")
    page.save_revision(user=erin)
    assert rows(desk.get(HOME).text)[0].startswith("Inherited")


def test_a_question_a_comment_and_a_closing_wait_until_they_are_done(desk, erin, authority):
    page = ChallengePageFactory(
        authority=authority,
        owner=erin,
        title="Damp homes",
        closes_at=timezone.now() + timedelta(days=10, minutes=5),
    )
    asked = ClarificationFactory(page=page, waiting=True)
    olu = UserFactory.working_for(authority, Role.APPROVER)
    comment = Comment.objects.create(
        page=page, user=olu, text="Too long & vague?", contentpath="summary"
    )
    text = desk.get(HOME).text
    assert "1 question waits for an answer" in text
    assert f"?comment={comment.pk}" in text
    assert "Too long &amp; vague?" in text
    assert "“Damp homes” closes in 10 days, and nobody has applied yet" in text

    asked.declined_reason = "Not about this."
    asked.save()
    CommentReply.objects.create(comment=comment, user=erin, text="Shorter now.")
    ApplicationFactory(page=page)
    text = desk.get(HOME).text
    assert "Nothing waits for you." in text


def test_an_answer_to_ones_comment_waits_and_a_resolved_one_does_not(sign_in, erin, authority):
    page = ChallengePageFactory(authority=authority, owner=erin)
    olu = UserFactory.working_for(authority, Role.APPROVER)
    comment = Comment.objects.create(page=page, user=olu, text="Why?", contentpath="summary")
    client = sign_in(olu)
    assert "?comment=" not in client.get(HOME).text
    CommentReply.objects.create(comment=comment, user=erin, text="Because.")
    assert "Because." in client.get(HOME).text
    comment.resolved_at = timezone.now()
    comment.save()
    assert "?comment=" not in client.get(HOME).text


def test_applications_that_were_withdrawn_are_none(desk, authority):
    page = ChallengePageFactory(
        authority=authority, closes_at=timezone.now() + timedelta(days=10, minutes=5)
    )
    ApplicationFactory(page=page, status=Status.WITHDRAWN)
    assert "nobody has applied yet" in desk.get(HOME).text


def test_an_approval_waits_for_the_approver_and_changes_for_the_editor(sign_in, erin, authority):
    page = with_criteria(ChallengePageFactory(authority=authority, owner=erin, live=False))
    editor = sign_in(erin)
    assert edit(editor, page, **SUBMIT).status_code == 302
    said = f"“{page.title}” waits for your approval"
    assert said not in editor.get(HOME).text
    assert "Waits for approval." in rows(editor.get(HOME).text)[0]
    approver = sign_in(UserFactory.working_for(authority, Role.APPROVER))
    text = approver.get(HOME).text
    assert said in text
    assert reverse("wagtailadmin_pages:view_draft", args=[page.pk]) in text

    task = ChallengePage.objects.get(pk=page.pk).current_workflow_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", task.pk])
    approver.post(path, {"comment": "Say who it is for."})
    assert said not in approver.get(HOME).text
    editor = sign_in(erin)
    text = editor.get(HOME).text
    assert f"Changes are asked for in “{page.title}”" in text
    assert "Say who it is for." in text
    edit(editor, page, **SUBMIT)
    assert "Changes are asked for" not in editor.get(HOME).text


def test_what_is_open_is_a_picture_beside_its_table(desk, authority):
    ChallengePageFactory(authority=authority, title="First", closes_at=_in(days=7))
    ChallengePageFactory(authority=authority, title="Last", closes_at=_in(days=28))
    ChallengePageFactory(authority=authority, title="Not yet", scheduled=True)
    text = desk.get(HOME).text
    table = text.partition("how long they stay open")[2].partition("</section>")[0]
    assert re.findall(r'width="(\d+)', table.replace('width="100%" height', "")) == ["25", "100"]
    assert [found for found in ("First", "Last", "Not yet") if found in table] == ["First", "Last"]
    assert "7 days" in table


def test_nothing_of_another_authority_is_on_the_desk(desk, erin, other_authority):
    page = ChallengePageFactory(
        authority=other_authority, owner=erin, title="Theirs", closes_at=_in(days=3)
    )
    ClarificationFactory(page=page, waiting=True)
    Comment.objects.create(page=page, user=UserFactory(), text="Between us.", contentpath="summary")
    text = desk.get(HOME).text
    assert "Theirs" not in text
    assert "Nothing waits for you." in text


def test_it_asks_as_much_however_many_briefs_there_are(desk, erin, authority, other_authority):
    def fill(number, place):
        for _number in range(number):
            page = with_criteria(
                ChallengePageFactory(authority=place, owner=erin, closes_at=_in(days=9))
            )
            page.save_revision(user=erin)
            ClarificationFactory(page=page, waiting=True)
            Comment.objects.create(
                page=page, user=UserFactory(), text="Why?", contentpath="summary"
            )

    fill(2, authority)
    few = count_queries(lambda: desk.get(HOME))
    fill(28, authority)
    fill(5, other_authority)
    assert count_queries(lambda: desk.get(HOME)) == few
    # Wagtail's own part of the page, and the session, are among them.
    assert few <= 30


def test_an_approvers_desk_asks_as_much_however_much_waits(sign_in, erin, authority):
    editor = sign_in(erin)
    client = sign_in(UserFactory.working_for(authority, Role.APPROVER))

    def submit(number):
        for _number in range(number):
            page = with_criteria(ChallengePageFactory(authority=authority, live=False))
            page.save_revision(user=erin)
            page.get_workflow().start(page, erin)

    submit(2)
    few = count_queries(lambda: client.get(HOME))
    submit(12)
    start("wmca")
    assert count_queries(lambda: client.get(HOME)) == few
    assert editor.get(HOME).status_code == 200


def _in(**time):
    return timezone.now() + timedelta(minutes=5, **time)
