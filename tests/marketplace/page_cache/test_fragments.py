"""Who has a session gets a page of their own, made of parts that are as they would be made anew."""

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from applications.models import Terms
from authorities.caching import fragments
from authorities.caching.fragments import remember, use_fragments
from authorities.models import AuthoritySettings, Role
from challenges.models import (
    ChallengeCriterion,
    ChallengePage,
    ChallengeQuestion,
    Directorate,
    ListingEntry,
    Partner,
    ProgrammePage,
    Theme,
)
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ProgrammePageFactory,
    SuccessStoryPageFactory,
    UserFactory,
)
from tests.marketplace.page_cache.changes import CHANGES, DAY, HOUR, OF_ONE, edit, instants, new

PATHS = ["/", "/challenges/", "/challenges/damp/", "/programmes/closer/", "/challenges/?theme=damp"]


@pytest.fixture
def reader(authority):
    """Somebody whose browser has a session: no page is cached for them."""
    return Client(headers={"host": authority.hostname, "cookie": "sessionid=unknown"})


@pytest.fixture
def programme(authority, challenge):
    programme = ProgrammePageFactory(
        authority=authority, slug="closer", reach=528, reach_source="Us"
    )
    challenge.programme = programme
    challenge.directorate = Directorate.objects.create(authority=authority, name="Homes")
    challenge.save()
    SuccessStoryPageFactory(authority=authority, challenge=challenge)
    return programme


def queries(reader, path):
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 200
    noted = ("page_cache", "applications_viewcount")
    return [query["sql"] for query in captured if not any(name in query["sql"] for name in noted)]


@pytest.mark.parametrize("path", PATHS)
def test_what_was_made_before_is_not_asked_of_the_database_again(reader, programme, path):
    first, _others_for_its_navigation = queries(reader, path), queries(reader, path)
    assert queries(reader, path) == [] != first


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_the_next_request(reader, challenge, committing, change):
    make, words = CHANGES[change]
    before = [reader.get("/challenges/damp/") for _ in range(2)][1]
    with committing():
        make(challenge)
    after = reader.get("/challenges/damp/")
    if words is None:
        assert after.status_code != 200
    else:
        assert words not in before.text
        assert words in after.text


ROWS = {
    "a question": lambda: ChallengeQuestion.objects.update(label="Whose walls?"),
    "a criterion": lambda: ChallengeCriterion.objects.create(
        page=ChallengePage.objects.get(), name="Warmth", weight=3
    ),
    "a theme": lambda: Theme.objects.update(name="Dry homes"),
    "a directorate": lambda: Directorate.objects.update(name="Warm homes"),
    "the authority's name": lambda: AuthoritySettings.objects.update(name="Warm Council"),
    "the authority's limits": lambda: AuthoritySettings.objects.update(match_limit=7),
    "a partner": lambda: Partner.objects.create(
        authority=Site.objects.get(is_default_site=True), name="Warm Trust"
    ),
    "a page of the menu": lambda: Page.objects.filter(slug="programmes").update(title="Calls"),
    "what the programme reached": lambda: ProgrammePage.objects.update(reach=17),
    "an application": lambda: ApplicationFactory(page=ChallengePage.objects.get()),
    "another challenge": lambda: ChallengePageFactory(
        authority=Site.objects.get(is_default_site=True), title="Weeping walls"
    ),
    "the list's own row": lambda: ListingEntry.objects.update(stage="cancelled"),
    "terms": lambda: Terms.objects.create(
        authority=Site.objects.get(is_default_site=True), text="<p>Be kind.</p>"
    ),
}


@pytest.mark.parametrize("row", ROWS)
def test_whatever_row_changes_every_page_is_as_if_it_were_made_anew(
    reader, programme, committing, row
):
    def read(path):
        return OF_ONE.sub("", reader.get(path).text)

    before = {path: read(path) for path in PATHS}
    assert {path: read(path) for path in PATHS} == before
    with committing():
        ROWS[row]()
    after = {path: read(path) for path in PATHS}
    assert after == {path: new(reader, path) for path in PATHS} != before


def test_what_is_not_committed_is_neither_kept_nor_shown(reader, challenge):
    known = titles()
    with use_fragments():
        assert remember("titles", titles) == known
        with transaction.atomic():
            ChallengePage.objects.update(title="Weeping walls")
            assert remember("titles", titles) == ["Weeping walls"]
            transaction.set_rollback(True)
    with use_fragments():
        assert remember("titles", titles) == known


def titles():
    return list(ChallengePage.objects.values_list("title", flat=True))


def test_nobody_gets_what_another_one_changed_of_their_copy(challenge):
    with use_fragments():
        remember("titles", titles).append("Mine alone")
        assert "Mine alone" not in remember("titles", titles)
        remember("titles", titles).append("Mine alone")
        assert "Mine alone" not in remember("titles", titles)


def test_what_is_made_of_what_was_read_before_ends_with_it(challenge, committing):
    with use_fragments():
        title = titles()[0]
        assert remember("shout", lambda: title.upper()) == title.upper()
    with committing():
        ChallengePage.objects.update(title="Weeping walls")
    with use_fragments():
        title = titles()[0]
        assert remember("shout", lambda: title.upper()) == "WEEPING WALLS"


def test_the_parts_of_a_process_have_a_bound(challenge, monkeypatch):
    monkeypatch.setattr(fragments, "MOST", 3000)
    made = []

    def ask(name):
        remember(name, lambda: made.append(name) or name * 1000)

    with use_fragments():
        for name in ("a", "b", "a", "c", "a", "b"):
            ask(name)
    assert made == ["a", "b", "c", "b"]  # of a and b, b was not asked for longest


def test_what_is_not_there_is_asked_for_again(challenge):
    with use_fragments():
        assert remember("nothing", lambda: None) is None
        assert remember("nothing", lambda: "something") == "something"


def test_a_person_who_is_known_finds_their_own_details_in_the_form(reader, challenge):
    reader.get("/challenges/damp/")
    known = UserFactory(email="ada@drywall.example")
    visitor = Client(headers={"host": challenge.get_site().hostname})
    visitor.force_login(known)
    assert 'value="ada@drywall.example"' in visitor.get("/challenges/damp/").text
    assert "ada@drywall.example" not in reader.get("/challenges/damp/").text


def test_an_editor_sees_the_draft_in_the_preview_and_the_public_does_not(
    reader, challenge, authority
):
    reader.get("/challenges/damp/")
    challenge.question = "How might walls stop weeping?"
    challenge.save_revision()
    editor = Client(headers={"host": authority.hostname})
    editor.force_login(UserFactory.working_for(authority, Role.EDITOR))
    preview = editor.get(f"/admin/pages/{challenge.pk}/view_draft/")
    assert "walls stop weeping" in preview.text
    assert "walls stop weeping" not in reader.get("/challenges/damp/").text


@pytest.mark.parametrize("path", ["/", "/challenges/?closing=7", "/challenges/damp/"])
def test_at_every_instant_a_page_of_kept_parts_reads_like_a_new_one(reader, authority, path):
    now = timezone.now()
    challenge = ChallengePageFactory(
        authority=authority,
        slug="damp",
        opens_at=now + HOUR,
        closes_at=now + 40 * DAY,
        questions_until=now + 39 * DAY,
    )
    for instant in instants(challenge):
        with time_machine.travel(instant, tick=False):
            assert OF_ONE.sub("", reader.get(path).text) == new(reader, path), instant


def test_an_edit_is_seen_by_who_signed_in_too(authority, challenge, committing):
    member = Client(headers={"host": authority.hostname})
    member.force_login(UserFactory())
    assert "Weeping walls" not in [member.get("/challenges/") for _ in range(2)][1].text
    with committing():
        edit(challenge, title="Weeping walls", question="Weeping walls?")
    assert "Weeping walls" in member.get("/challenges/").text
