"""Nobody sees another's page, and what belongs to one reader is theirs alone."""

import gzip
import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.models import Application, Draft, ViewCount
from authorities.models import Role
from tests.factories import ChallengePageFactory, UserFactory, filled_in
from tests.signing_in import sign_in_by_code

pytestmark = pytest.mark.one_database

BRIEF = "/challenges/damp/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FORM_KEY = re.compile(r'name="form_key" value="([\w-]+)"')
NOBODY_LISTENS = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": "redis://127.0.0.1:1",
}


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, slug="damp")


def queries(do):
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)


@pytest.mark.parametrize(("in_a_table", "cost"), [(False, 0), (True, 1)])
def test_the_second_reader_costs_one_look_into_the_cache(
    reader, another, challenge, caches_of_pages, in_a_table, cost
):
    if in_a_table:
        caches_of_pages(
            {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "page_cache"}
        )
    for path in ("/", "/challenges/", "/challenges/feed.atom"):
        first = reader.get(path)
        assert queries(lambda path=path: another.get(path)) == cost
        assert another.get(path).content == first.content


def test_two_readers_of_one_kept_brief_have_their_own_keys_and_can_both_apply(
    reader, another, challenge
):
    reader.handler.enforce_csrf_checks = True
    pages = [browser.get(BRIEF) for browser in (reader, another)]
    tokens, keys = ([of.findall(page.text) for page in pages] for of in (TOKEN, FORM_KEY))
    assert set(tokens[0]).isdisjoint(tokens[1])
    assert keys[0] != keys[1]
    for browser, [token, *_], [key], name in zip(
        (reader, another), tokens, keys, ("Drywall Labs", "Hygrometrica"), strict=True
    ):
        typed = filled_in(challenge, business_name=name, email=f"{key}@example.org")
        sent = browser.post(BRIEF, typed | {"csrfmiddlewaretoken": token, "form_key": key})
        assert sent.status_code == 302, sent.text
    assert Application.objects.count() == Draft.objects.count() == 2


def test_a_token_of_one_reader_is_refused_from_another(reader, another, challenge):
    token = TOKEN.search(reader.get(BRIEF).text)[1]
    another.get(BRIEF)
    typed = {"ask": "1", "asked": "Which walls?", "csrfmiddlewaretoken": token}
    assert another.post(BRIEF, typed).status_code == 403


def test_who_has_written_something_finds_it_and_nobody_else_does(reader, another, challenge):
    [question] = challenge.questions.all()
    reader.get(BRIEF)
    reader.post(BRIEF, {question.clean_name: "Wool.", "action": "save"})
    for _ in range(2):
        assert "You began an application" in reader.get(BRIEF).text
        assert "You began an application" not in another.get(BRIEF).text


def test_who_is_signed_in_reads_their_own_page(reader, another, authority, challenge):
    sign_in_by_code(reader, "ada@example.com", at=authority)
    for _ in range(2):
        own = reader.get("/")
        assert "Your profile" in own.text
        assert own["Cache-Control"] == "private, no-cache"
        assert "Cookie" in own["Vary"]
        assert "Your profile" not in another.get("/").text


def test_who_has_a_message_waiting_gets_a_page_of_their_own(reader, another, challenge):
    another.get("/challenges/")
    assert not queries(lambda: reader.get("/challenges/"))
    reader.cookies["messages"] = "anything"
    assert queries(lambda: reader.get("/challenges/"))


def test_what_was_done_is_said_to_who_did_it(reader, another, challenge):
    reader.get(BRIEF)
    sent = reader.post(BRIEF, {"ask": "1", "asked": "Which walls?"})
    assert "We have your question" in reader.get(sent.url).text
    assert "We have your question" not in another.get(BRIEF).text


def test_a_refused_form_is_not_kept(reader, another, challenge):
    assert reader.post(BRIEF, {"ask": "1", "asked": ""}).status_code == 422
    assert "Write your question." not in another.get(BRIEF).text


def test_a_preview_is_neither_kept_nor_taken_from_what_is_kept(reader, challenge):
    before = reader.get(BRIEF).text
    preview = challenge.make_preview_request(preview_mode="closed")
    assert "Applications closed on" in preview.content.decode()
    assert "Applications closed on" not in before
    assert "Applications closed on" not in reader.get(BRIEF).text


def test_each_authority_has_its_own_pages(reader, other_authority, challenge):
    mine = reader.get("/").text
    theirs = Client(headers={"host": other_authority.hostname}).get("/").text
    assert "Birmingham City Council" in mine
    assert "Birmingham City Council" not in theirs
    assert reader.get("/").text == mine


def test_each_query_has_its_own_page(reader, challenge):
    every, ended = (reader.get(f"/challenges/{query}").text for query in ("", "?state=ended"))
    assert challenge.title in every
    assert challenge.title not in ended
    assert reader.get("/challenges/?state=ended").text == ended


@pytest.mark.parametrize(
    "path",
    [
        "/challenges/?q=damp",
        f"/challenges/?page=1&x={'x' * 500}",
        "/search/",
        "/search/?q=damp",
        "/account/sign-in/",
        "/not-here/",
        "/challenges",
    ],
)
def test_words_long_addresses_private_pages_and_errors_are_not_kept(reader, challenge, path):
    reader.get("/")
    reader.get(path)
    cached = [key for key in caches["pages"]._cache if ":page:" in key]
    assert len(cached) == 1  # the front page


def test_a_browser_is_told_to_ask_again_and_is_spared_what_it_has(reader, another, challenge):
    page = reader.get("/challenges/")
    assert page["Cache-Control"] == "no-cache"
    assert "Cookie" in page["Vary"]
    again = another.get("/challenges/", headers={"if-none-match": page["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", page["ETag"])


def test_a_changed_page_is_sent_whole(reader, challenge, committing):
    page = reader.get("/challenges/")
    with committing():
        challenge.title = "Weeping walls"
        challenge.save_revision().publish()
    again = reader.get("/challenges/", headers={"if-none-match": page["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != page["ETag"]


def test_a_browser_that_takes_compressed_pages_reads_the_same_brief(reader, another, challenge):
    reader.get(BRIEF)
    own = re.compile(rb'name="(?:csrfmiddlewaretoken|form_key)" value="([\w-]+)"')
    plain, packed = (
        reader.get(BRIEF, headers={"accept-encoding": encoding}) for encoding in ("", "gzip")
    )
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    # Read by another hand than the one that wrote it, the check at its end too.
    unpacked = gzip.decompress(packed.content)
    assert own.sub(b"", unpacked) == own.sub(b"", plain.content)
    assert set(own.findall(unpacked)).isdisjoint(own.findall(plain.content))


def test_a_form_is_spared_only_to_whom_its_token_still_works(reader, another, authority):
    ChallengePageFactory(authority=authority, slug="damp", closed=True)  # can be followed
    page = reader.get(BRIEF)
    condition = {"if-none-match": page["ETag"]}
    assert reader.get(BRIEF, headers=condition).status_code == 304
    assert another.get(BRIEF, headers=condition).status_code == 200
    reader.cookies.clear()
    assert reader.get(BRIEF, headers=condition).status_code == 200


def test_a_form_to_apply_is_always_sent_anew_because_each_has_a_key(reader, challenge):
    pages = [reader.get(BRIEF) for _ in range(2)]
    assert not any(page.has_header("ETag") for page in pages)
    assert len({FORM_KEY.search(page.text)[1] for page in pages}) == 2


def test_asking_for_the_headers_alone_answers_as_for_the_page(reader, another, challenge):
    head, page = reader.head("/challenges/"), another.get("/challenges/")
    assert head.content == b""
    assert page.content
    of_each = {"X-Request-ID"}
    assert {name: head[name] for name in set(head.headers) - of_each} == {
        name: page[name] for name in set(page.headers) - of_each
    }
    assert reader.head("/challenges/").content == b""


def test_a_kept_page_has_the_same_headers_of_security(reader, another, challenge):
    made, kept = reader.get(BRIEF), another.get(BRIEF)
    for name in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy"):
        assert sorted(kept[name].split("; ")) == sorted(made[name].split("; "))


def test_the_views_of_a_kept_brief_are_counted_but_not_those_of_programs(
    reader, another, challenge
):
    reader.get(BRIEF)
    another.get(BRIEF)
    another.get(BRIEF, headers={"user-agent": "Examplebot/1.0"})
    another.head(BRIEF)
    assert ViewCount.objects.get(page=challenge).count == 2


def test_staff_at_a_brief_are_not_counted_as_readers(reader, authority, challenge):
    reader.get(BRIEF)
    reader.force_login(UserFactory.working_for(authority, Role.MODERATOR))
    reader.get(BRIEF)
    assert ViewCount.objects.get(page=challenge).count == 1


def test_without_its_cache_every_page_is_shown_all_the_same(
    reader, challenge, committing, settings
):
    settings.CACHES = settings.CACHES | {"pages": NOBODY_LISTENS}
    with committing():
        challenge.title = "Weeping walls"
        challenge.save_revision().publish()
    assert "Weeping walls" in reader.get("/challenges/").text
    assert challenge.question in reader.get(BRIEF).text


def test_it_can_be_turned_off(reader, challenge, settings):
    settings.PAGE_CACHE = False
    reader.get("/challenges/")
    assert queries(lambda: reader.get("/challenges/"))
