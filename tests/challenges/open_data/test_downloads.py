"""The files to take away, their dictionaries, and the catalogue that names them."""

import csv
import io
import json
import tracemalloc

import pytest

from challenges.open_data.downloads import datasets
from tests.factories import ChallengePageFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
NAMES = ("challenges", "outcomes", "programmes", "figures")


@pytest.fixture
def table(browse):
    """Return a function that reads the rows of a CSV file."""

    def get(path):
        response = browse(path)
        assert response["Content-Type"].startswith("text/csv")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    return get


def lines_of(response):
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def test_challenges_and_outcomes_are_rows_of_a_table(record, table):
    rows = {row["id"]: row for row in table("/data/challenges.csv")}
    assert rows[str(record.opened.translation_key)]["state"] == "open"
    assert rows[str(record.opened.translation_key)]["prize_maximum"] == "20000"
    (outcome,) = table("/data/outcomes.csv")
    assert outcome["url"] == record.done.full_url
    assert (outcome["applications"], outcome["procured"]) == ("2", "1")
    assert outcome["businesses"] == "Drywall Labs"


def test_the_figures_are_those_of_the_programmes_page(record, table, browse):
    (row,) = table("/data/figures.csv")
    bars = {bar.label: bar.value for bar in browse(record.programme.url).context["bars"]}
    assert int(row["applications"]) == bars["Applications"]
    assert int(row["reached"]) == bars["Companies reached"]
    assert row["reach_source"] == "The campaign"


def test_the_filters_of_the_list_narrow_a_file(record, table, browse):
    (row,) = table("/data/challenges.csv?state=open")
    assert row["title"] == record.opened.title
    assert table("/data/challenges.csv?q=nonsense") == []
    assert len(lines_of(browse("/data/challenges.jsonl?q=damp"))) == 2


def test_a_line_of_json_says_what_the_api_says(record, browse, read):
    (line,) = lines_of(browse("/data/challenges.jsonl?state=open"))
    (item,) = read("/api/v1/challenges?state=open")["items"]
    assert line.keys() == item.keys()
    assert line["questions"] == item["questions"]


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_its_meaning(record, browse, table, name):
    described = browse(f"/data/{name}.csv-metadata.json").json()["tableSchema"]["columns"]
    rows = table(f"/data/{name}.csv")
    assert list(rows[0]) == [column["name"] for column in described]
    assert all(column["dc:description"] for column in described)
    assert "describedby" in browse(f"/data/{name}.csv")["Link"]


def test_a_text_that_a_spreadsheet_would_run_is_a_text(record, table):
    record.opened.title = "=1+1"
    record.opened.save()
    assert table("/data/challenges.csv?state=open")[0]["title"] == "'=1+1"


def test_a_file_is_written_piece_by_piece(record, authority, browse, monkeypatch):
    """However many there are, one piece is held, and each piece costs the same."""
    monkeypatch.setattr(datasets, "AT_ONCE", 5)

    def peak():
        response = browse("/data/challenges.jsonl")
        tracemalloc.start()
        for _line in response.streaming_content:
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    for _ in range(13):
        ChallengePageFactory(authority=authority)
    peak()
    few = peak()
    queries = count_queries(lambda: lines_of(browse("/data/challenges.jsonl")))
    for _ in range(45):
        ChallengePageFactory(authority=authority)
    assert peak() < 2 * few  # of four times as many
    more = count_queries(lambda: lines_of(browse("/data/challenges.jsonl")))
    assert more - queries == 9 * 3  # keys, pages, and what stands around them


def test_the_catalogue_names_every_file_for_people_and_programs(record, browse):
    page = browse("/data/")
    data = browse("/data/catalogue.jsonld").json()
    for name in NAMES:
        for ending in ("csv", "jsonl"):
            assert f"/data/{name}.{ending}" in page.text
            assert f"/data/{name}.{ending}" in json.dumps(data)
    assert {"Dataset", "dcat:Dataset"} <= set(data["dataset"][0]["@type"])
    assert data["license"] in page.text
    assert "Open data" in browse("/").text


def test_an_identifier_leads_to_the_page_wherever_it_is(record, browse):
    for kind, page in (
        ("challenges", record.opened),
        ("programmes", record.programme),
        ("stories", record.story),
    ):
        address = f"/id/{kind}/{page.translation_key}/"
        assert browse(address).status_code == 303
        page.slug = f"{page.slug}-renamed"
        page.save()
        assert browse(address)["Location"] == page.full_url
        page.unpublish()
        assert browse(address).status_code == 404
    assert browse(f"/id/nothing/{record.done.translation_key}/").status_code == 404
