"""How many authorities have a problem, and which: the same wherever it stands, and at once."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.utils import timezone

from authorities.models import AuthoritySettings
from challenges.models import Joining, PublicRelease
from challenges.needs.joining import do
from challenges.needs.permissions import Act
from challenges.open_data.contracting.official import release_schema, schema_faults
from challenges.open_data.contracting.packages import compiled_release
from challenges.open_data.contracting.releases import note_missing
from tests.challenges.open_data.test_releases import SCHEMAS, bodies_of, official
from tests.factories import ChallengePageFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
SOUTH = "West Midlands Combined Authority"


@pytest.fixture
def told(browse, brief):
    """Return a function that reads who has the problem, in each place."""

    note_missing(timezone.now())

    def read():
        page, listing = browse(brief.url), browse("/challenges/")
        frame = browse("/embed/challenges/")
        item = browse(f"/api/v1/challenges/{brief.translation_key}").json()
        rows = b"".join(browse("/data/challenges.csv").streaming_content).decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(rows))
        script = r'<script type="application/ld\+json">(.*?)</script>'
        graph = json.loads(re.search(script, page.text, re.DOTALL)[1])["@graph"]
        record = browse(f"/data/ocds/records/{brief.translation_key}.json").json()
        parties = record["records"][0]["compiledRelease"]["parties"]
        return {
            "page": SOUTH in page.text and "2 authorities have this problem" in page.text,
            "frame": "2 authorities have this problem" in frame.text,
            "card": "2 authorities have this problem" in listing.text,
            "api": [one["authority"]["name"] for one in item["joined"]] == [SOUTH]
            and item["authorities_with_need"] == 2,
            "csv": (row["authorities_with_need"], row["joined"]) == ("2", SOUTH),
            "json_ld": [node["name"] for node in graph if "seeks" in node][1:] == [SOUTH],
            "ocds": [one["name"] for one in parties if one.get("roles") == ["interestedParty"]]
            == [SOUTH],
        }

    return read


def everywhere(is_said):
    return dict.fromkeys(("page", "card", "frame", "api", "csv", "json_ld", "ocds"), is_said)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Return a function that does something as if it was committed."""

    def run(call):
        with django_capture_on_commit_callbacks(execute=True):
            call()

    return run


def test_it_is_public_from_the_agreement_until_one_side_leaves(
    told, asked, people, commit, act, authority
):
    assert told() == everywhere(False)
    commit(lambda: act(people.olu, authority, asked, act="agree"))
    assert told() == everywhere(True)
    commit(lambda: act(people.sol, asked.authority, asked, act="leave"))
    assert told() == everywhere(False)


def test_it_ends_when_the_owner_ends_it(told, asked, people, commit):
    commit(lambda: do(asked, Act.AGREE, by=people.olu))
    commit(lambda: do(asked, Act.END, by=people.olu, reason="We ask no longer."))
    assert told() == everywhere(False)


def test_an_authority_whose_site_is_taken_off_is_counted_nowhere(told, joined, browse, brief):
    joined.authority.root_page.unpublish()
    item = browse(f"/api/v1/challenges/{brief.translation_key}").json()
    assert (item["authorities_with_need"], item["joined"]) == (1, [])
    assert "authorities have this problem" not in browse(brief.url).text
    assert "authorities have this problem" not in browse("/challenges/").text


def test_the_words_stand_on_the_brief_and_in_the_record(browse, brief, joined):
    text = browse(brief.url).text
    assert "Tenants of our flats" in text
    assert "4,000 people" in text
    assert "It concerns 4,000 people with the authority that says how many." in text
    (one,) = browse(f"/api/v1/challenges/{brief.translation_key}").json()["joined"]
    assert (one["who"], one["people"], one["adds"]) == (
        "Tenants of our flats",
        4000,
        "We have data.",
    )


def test_who_says_no_number_is_not_summed_as_nought(browse, brief, joined):
    Joining.objects.update(people=None)
    assert "It concerns" not in browse(brief.url).text
    item = browse(f"/api/v1/challenges/{brief.translation_key}").json()
    assert item["people_concerned"] is None
    assert item["joined"][0]["people"] is None


def test_what_is_typed_is_no_html(browse, brief, joined):
    Joining.objects.update(who="<script>alert(1)</script>", adds="<b>x</b>")
    text = browse(brief.url).text
    assert "<script>alert(1)" not in text
    assert "<b>x</b>" not in text


def test_nothing_is_said_of_what_waits_or_was_declined(told, brief, asked, people, commit, browse):
    Joining.objects.update(who="Canary words", adds="Canary words")
    commit(lambda: do(asked, Act.DECLINE, by=people.olu, reason="Canary words"))
    assert told() == everywhere(False)
    for path in (brief.url, "/challenges/", f"/api/v1/challenges/{brief.translation_key}"):
        assert "Canary" not in browse(path).text
    assert not any("Canary" in json.dumps(one.body) for one in PublicRelease.objects.all())


def test_an_authority_with_the_same_code_is_a_party_of_its_own(told, asked, people, commit):
    AuthoritySettings.objects.update(short_name="BCC")
    commit(lambda: do(asked, Act.AGREE, by=people.olu))
    assert told()["ocds"]
    assert PublicRelease.objects.latest("number").faults == []


@official
def test_the_record_merges_by_the_official_rules_also_when_somebody_has_left(
    told, brief, asked, people, commit, settings
):
    import ocdsmerge  # fetches where it is told no schema: only where there is one

    settings.OCDS_SCHEMAS = SCHEMAS
    commit(lambda: do(asked, Act.AGREE, by=people.olu))
    commit(lambda: do(asked, Act.LEAVE, by=people.sol))
    bodies = bodies_of(brief)
    assert len(bodies) == 3
    merger = ocdsmerge.Merger(release_schema(Path(SCHEMAS)))
    assert merger.create_compiled_release(bodies) == compiled_release(bodies[-1])
    assert not any(schema_faults(body) for body in bodies)


def test_a_challenge_that_moves_to_the_joiner_is_not_joined_by_itself(joined, other_authority):
    listing = other_authority.root_page.get_children().get(slug="challenges")
    joined.challenge.move(listing, pos="last-child")
    assert not Joining.objects.public().exists()


def test_the_listing_costs_no_more_for_many_that_are_joined(browse, authority, joined):
    few = count_queries(lambda: browse("/challenges/"))
    for page in ChallengePageFactory.create_batch(4, authority=authority):
        Joining.objects.create(
            challenge=page,
            authority=joined.authority,
            state="agreed",
            agreed_at=joined.agreed_at,
            who="Tenants",
        )
    assert count_queries(lambda: browse("/challenges/")) == few
    assert browse("/challenges/").text.count("2 authorities have this problem") == 5


def test_a_signed_in_editor_of_another_authority_finds_the_way_from_the_brief(
    browse, brief, client, people
):
    assert "we have this problem too" not in browse(brief.url).text
    client.force_login(people.erin)
    assert "we have this problem too" not in browse(brief.url).text
    client.force_login(people.suki)
    text = browse(brief.url).text
    address = f"/admin/needs/new/?of={brief.translation_key}"
    assert address in text
    assert browse(address).status_code == 200
