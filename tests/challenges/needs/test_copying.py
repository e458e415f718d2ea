"""A joined authority takes the brief as its own draft: words and public documents, nothing else."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageLogEntry

from authorities.models import Role
from challenges.editing.deletion_guard import why_kept
from challenges.models import ChallengeCriterion, ChallengePage, Directorate
from challenges.needs.copying import copy_brief
from challenges.needs.joining import JoiningRefused, do
from challenges.needs.permissions import Act
from tests.factories import (
    ClarificationFactory,
    ProgrammePageFactory,
    QuestionFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def document(title, collection=None):
    kept = {"collection": collection} if collection else {}
    return get_document_model().objects.create(
        title=title, file=ContentFile(f"{title}.".encode(), f"{title}.txt"), **kept
    )


@pytest.fixture
def full(brief, authority):
    """North's brief with all that a brief can have."""
    hidden = Collection.get_first_root_node().add_child(name="Hidden")
    CollectionViewRestriction.objects.create(
        collection=hidden, restriction_type="password", password="secret"
    )
    brief.documents = [
        ("document", {"title": "The plan", "document": document("Plan")}),
        ("document", {"title": "Costs", "document": document("Costs", hidden)}),
    ]
    brief.key_dates = [("key_date", {"label": "Workshop", "when": "27 March", "text": ""})]
    brief.questions = [QuestionFactory(label="What is your idea?")]
    brief.criteria = [ChallengeCriterion(name="Impact", weight=100)]
    brief.programme = ProgrammePageFactory(authority=authority)
    brief.directorate = Directorate.objects.create(authority=authority, name="Housing")
    brief.themes.set([ThemeFactory(authority=authority)])
    brief.contact_phone = "0121 496 0000"
    brief.prize_minimum, brief.prize_maximum = 5000, 20000
    brief.contract_route = "Up to £20,000."
    brief.match_limit = 5
    brief.save()
    ClarificationFactory(page=brief)
    return brief


def test_it_is_a_draft_of_the_joiners_own_with_the_words_and_the_public_documents(
    full, joined, act, people, client
):
    answer = act(people.suki, joined.authority, joined, act="copy")
    copy = ChallengePage.objects.get(live=False)
    assert answer.headers["Location"] == f"/admin/pages/{copy.pk}/edit/"
    assert copy.path.startswith(joined.authority.root_page.path)
    assert (copy.title, copy.question, copy.end_users) == (
        full.title,
        full.question,
        full.end_users,
    )
    assert [row.label for row in copy.questions.all()] == ["What is your idea?"]
    assert copy.questions.get().clean_name != full.questions.get().clean_name
    assert [row.name for row in copy.criteria.all()] == ["Impact"]
    (row,) = copy.documents
    assert row.value["title"] == "The plan"
    with row.value["document"].open_file() as file:
        assert file.read() == b"Plan."
    assert row.value["document"].pk != full.documents[0].value["document"].pk
    for name in ("opens_at", "closes_at", "programme", "directorate", "prize_maximum"):
        assert getattr(copy, name) is None
    assert (copy.contact_phone, copy.contract_route, copy.match_limit) == ("", "", None)
    assert copy.contact_name == "West Midlands Combined Authority"
    assert copy.contact_email == "contact@wmca.example.org"
    assert (list(copy.themes.all()), list(copy.clarifications.all())) == ([], [])
    assert not copy.key_dates
    assert copy.translation_key != full.translation_key
    assert PageLogEntry.objects.filter(page=copy.pk, action="needs.copied").exists()
    page = client.get(answer.headers["Location"], headers={"host": joined.authority.hostname})
    assert page.status_code == 200
    assert "Plan" in page.text


def test_a_second_click_makes_no_second_copy(full, joined, people):
    first = copy_brief(joined, by=people.suki)
    assert copy_brief(joined, by=people.sol).pk == first.pk
    assert ChallengePage.objects.filter(live=False).count() == 1
    first.delete()
    assert copy_brief(joined, by=people.suki).pk != first.pk


@pytest.mark.parametrize("role", list(Role))
def test_who_writes_nothing_for_the_joiner_copies_nothing(role, full, joined, authority):
    for at in (authority, joined.authority):
        user = UserFactory.working_for(at, role)
        writes = role in (Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER)
        if at == joined.authority and writes:
            continue
        with pytest.raises(JoiningRefused):
            copy_brief(joined, by=user)
    assert not ChallengePage.objects.filter(live=False).exists()


def test_the_owner_has_no_way_to_copy_in_the_joiners_name(full, joined, act, authority, people):
    assert act(people.olu, authority, joined, act="copy").status_code == 422
    assert not ChallengePage.objects.filter(live=False).exists()


def test_only_who_has_joined_copies(full, asked, people):
    with pytest.raises(JoiningRefused, match="has joined"):
        copy_brief(asked, by=people.suki)


def test_a_brief_that_was_unpublished_is_not_copied(full, joined, people):
    full.unpublish()
    with pytest.raises(JoiningRefused, match="not published"):
        copy_brief(joined, by=people.suki)


@pytest.fixture
def published(full, joined, people):
    """South's copy, published."""
    copy = copy_brief(joined, by=people.suki)
    copy.opens_at = timezone.now() - timedelta(days=1)
    copy.closes_at = timezone.now() + timedelta(days=9)
    copy.live = True
    copy.save()
    copy.save_revision().publish()
    return copy


def origin(browse, page, at):
    """Return what the copy's page and its record of the API say of where it came from."""
    text = browse(page.url, at=at).text
    item = browse(f"/api/v1/challenges/{page.translation_key}", at=at).json()
    return text, item["origin"]


def test_the_public_reads_who_asked_first_also_after_a_new_name(published, full, joined, browse):
    text, said = origin(browse, published, joined.authority)
    assert "First asked by Birmingham City Council" in text
    assert f'href="{full.full_url}"' in text
    assert said == {
        "id": str(full.translation_key),
        "title": full.title,
        "authority": "Birmingham City Council",
        "url": full.full_url,
    }
    full.title, full.slug = "Damp homes", "damp-homes"
    full.save()
    text, said = origin(browse, published, joined.authority)
    assert "/challenges/damp-homes/" in text
    assert (said["title"], said["url"]) == ("Damp homes", full.full_url)


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_it_says_so_when_the_first_brief_is_gone(end, published, full, joined, browse):
    getattr(full, end)()
    text, said = origin(browse, published, joined.authority)
    assert "First asked by Birmingham City Council as “Damp in flats”, which is no longer" in text
    assert (said["url"], said["id"], said["title"]) == ("", None, "Damp in flats")


def test_where_it_came_from_stays_when_the_joiner_leaves(published, joined, people, browse):
    do(joined, Act.LEAVE, by=people.sol)
    text, said = origin(browse, published, joined.authority)
    assert "First asked by Birmingham City Council" in text
    assert said["url"]


def test_a_brief_that_somebody_has_joined_is_kept(asked, people):
    assert why_kept(asked.challenge) == ""
    do(asked, Act.AGREE, by=people.olu)
    assert "public record" in why_kept(asked.challenge)
    do(asked, Act.LEAVE, by=people.sol)
    assert "public record" in why_kept(asked.challenge)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_copy_at_once_both_have_the_same_copy(joined, at_once, people):
    outcomes = at_once(*[lambda: copy_brief(joined, by=people.suki).pk for _ in range(4)])
    assert len(set(outcomes)) == 1
    assert ChallengePage.objects.filter(live=False).count() == 1
