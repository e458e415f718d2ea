"""What a program reads of challenges, programmes, stories and pages."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from authorities.models import AuthoritySettings
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, ProgrammePageFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
API = "/api/v1"


def test_one_call_says_all_that_a_brief_says(record, read):
    (found,) = read(f"{API}/challenges?state=open")["items"]
    assert found["id"] == str(record.opened.translation_key)
    assert found["state"] == "open"
    assert datetime.fromisoformat(found["closes_at"]).utcoffset() is not None
    assert (found["prize_minimum"], found["prize_maximum"]) == (5000, 20000)
    assert found["authority"]["name"] == "Birmingham City Council"
    assert found["programme"]["url"] == record.programme.full_url
    assert found["directorate"] == "Adult Social Care"
    assert found["themes"] == [{"slug": "better-health", "name": "Better health"}]
    assert [row["label"] for row in found["questions"]] == ["What is your idea?"]
    assert [row["name"] for row in found["criteria"]] == ["Impact"]
    assert [row["answer"] for row in found["clarifications"]] == ["You may."]
    (amendment,) = found["amendments"]
    assert amendment["changes"] == [{"label": "Closing time", "before": "1", "after": "2"}]
    (document,) = found["documents"]
    assert document["title"] == "The plan"
    assert "/documents/" in document["url"]
    assert found["answers"][0]["text"] == "Tenants."
    assert found["outcome"]["applications"] is None


def test_the_outcome_is_told_as_far_as_it_was_announced(record, read):
    found = read(f"{API}/challenges/{record.done.translation_key}")["outcome"]
    assert (found["applications"], found["matched"], found["selected"]) == (2, 1, 1)
    (award,) = found["awards"]
    assert (award["business"], award["value"]) == ("Drywall Labs", 89_000)
    assert [story["title"] for story in found["stories"]] == [record.story.title]
    assert found["reason"] == ""  # of a contract nobody is told why


@pytest.mark.parametrize(
    ("stage", "known"),
    [
        (Stage.ASSESSING, []),
        (Stage.MATCHED, ["matched"]),
        (Stage.SELECTED, ["matched", "selected"]),
    ],
)
def test_what_was_decided_and_not_announced_is_not_told(record, read, stage, known):
    record.done.stage = stage
    record.done.save()
    found = read(f"{API}/challenges/{record.done.translation_key}")["outcome"]
    told = [name for name in ("matched", "selected", "procured") if found[name] is not None]
    assert told == known
    assert bool(found["awards"]) is bool(found["stories"]) is ("selected" in known)
    assert not any(award["value"] for award in found["awards"])


def test_a_contract_that_is_not_public_has_no_value(record, read):
    record.chosen.procurement.is_public = False
    record.chosen.procurement.save()
    (award,) = read(f"{API}/challenges/{record.done.translation_key}")["outcome"]["awards"]
    assert award["is_procured"] is True
    assert award["value"] is None


def test_programmes_have_the_figures_of_their_page(record, read, browse):
    (found,) = read(f"{API}/programmes")["items"]
    bars = {bar.label: bar.value for bar in browse(record.programme.url).context["bars"]}
    figures = found["figures"]
    assert figures["reached"] == bars["Companies reached"] == 528
    assert figures["applications"] == bars["Applications"] == 2
    assert figures["procured"] == bars["Procured so far"] == 1
    assert read(f"{API}/programmes/{found['id']}") == found


def test_stories_and_pages_are_there_too(record, read):
    (story,) = read(f"{API}/stories?theme=better-health")["items"]
    assert story["challenge"]["id"] == str(record.done.translation_key)
    assert story["text"] == "It answered."
    assert read(f"{API}/stories/{story['id']}") == story
    pages = read(f"{API}/pages")["items"]
    assert read(f"{API}/pages/{pages[0]['id']}") == pages[0]


def test_the_filters_are_those_of_the_list(record, read, browse):
    for asked in ("q=damp", "theme=better-health&state=open", "sort=newest", "state=nonsense"):
        ours = [one["title"] for one in read(f"{API}/challenges?{asked}")["items"]]
        cards = browse(f"/challenges/?{asked}").context["cards"]
        assert ours == [card.title for card in cards], asked


def test_a_page_says_where_the_others_are(record, read):
    first = read(f"{API}/challenges?per_page=1&sort=newest")
    assert (first["count"], first["pages"], first["links"]["previous"]) == (2, 2, None)
    second = read(first["links"]["next"].removeprefix("http://birmingham.example.org"))
    assert first["items"] != second["items"]
    assert second["links"]["next"] is None
    assert "sort=newest" in second["links"]["previous"]


def test_what_has_not_changed_is_not_sent_again(record, browse, client, authority):
    response = browse(f"{API}/challenges")
    again = browse(f"{API}/challenges", HTTP_IF_NONE_MATCH=response["ETag"])
    assert again.status_code == 304
    assert again.content == b""
    record.opened.title = "Another name"
    record.opened.save()
    assert browse(f"{API}/challenges", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 200
    head = client.head(f"{API}/challenges", headers={"host": authority.hostname})
    assert head.status_code == 200
    assert head["ETag"] == browse(f"{API}/challenges")["ETag"]


def test_a_page_of_another_origin_may_read_and_nobody_may_write(record, client, authority):
    headers = {"host": authority.hostname, "origin": "https://example.com"}
    for path in (f"{API}/challenges", f"{API}/openapi.json", "/data/challenges.csv"):
        response = client.get(path, headers=headers)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert not response.cookies
        assert client.options(path, headers=headers).status_code == 204
        for method in ("post", "put", "patch", "delete"):
            refused = getattr(client, method)(path, headers=headers)
            assert refused.status_code == 405
            assert refused["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{API}/challenges?page=2", 404),
        (f"{API}/challenges?page=none", 422),
        (f"{API}/challenges?per_page=101", 422),
        (f"{API}/challenges/nothing", 404),
        (f"{API}/challenges/00000000-0000-0000-0000-000000000000", 404),
        (f"{API}/nothing", 404),
        ("/api/v9/challenges", 404),
        ("/data/nothing.csv", 404),
    ],
)
def test_an_error_is_a_problem_in_detail(authority, browse, path, status):
    response = browse(path)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    problem = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_a_shared_marketplace_answers_for_all_and_no_other_site_does(record, other_authority, read):
    key = record.opened.translation_key
    read(f"{API}/challenges/{key}", 404, at=other_authority)
    assert read(f"{API}/challenges", at=other_authority)["count"] == 0
    AuthoritySettings.objects.filter(site=other_authority).update(is_shared_marketplace=True)
    AuthoritySettings.objects.filter(site=record.opened.get_site()).update(is_listed_elsewhere=True)
    found = read(f"{API}/challenges/{key}", at=other_authority)
    assert found["url"] == record.opened.full_url
    assert read(f"{API}/programmes", at=other_authority)["count"] == 1
    assert read(f"{API}/stories", at=other_authority)["count"] == 1


def test_a_programme_that_not_everybody_reads_is_not_named(record, read):
    PageViewRestriction.objects.create(
        page=record.programme, restriction_type=PageViewRestriction.LOGIN
    )
    assert read(f"{API}/challenges/{record.opened.translation_key}")["programme"] is None
    assert read(f"{API}/programmes")["items"] == []


def test_a_page_of_any_size_costs_the_same(record, authority, browse):
    def count(path):
        return count_queries(lambda: browse(path))

    paths = [f"{API}/challenges", f"{API}/challenges?q=damp", f"{API}/programmes", f"{API}/stories"]
    few = [count(path) for path in paths]
    for number in range(12):
        programme = ProgrammePageFactory(authority=authority)
        page = ChallengePageFactory(
            authority=authority,
            programme=programme,
            closes_at=timezone.now() + timedelta(days=number + 1),
        )
        ApplicationFactory(page=page)
    many = [count(path) for path in paths]
    assert many == few
    assert max(many) <= 12


def test_the_page_of_the_api_tries_every_list(record, browse):
    response = browse(f"{API}/")
    for name in ("challenges", "programmes", "stories", "pages"):
        assert f'action="{API}/{name}"' in response.text
    assert f"GET {API}/challenges/{{key}}" in response.text
    assert browse(f"{API}/openapi.json").json()["openapi"].startswith("3.1")
