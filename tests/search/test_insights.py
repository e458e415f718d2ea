"""What people search for and open: counted without them, and shown to their site's editors."""

import csv
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.html import escape

from authorities.models import AuthoritySettings, Role
from search.insights.counts import countable, forget_old
from search.models import ClickCount, SearchCount
from tests.factories import ChallengePageFactory, UserFactory
from tests.queries import count_queries

REPORT = "/admin/reports/searches/"
DAMP = "/challenges/damp/"


@pytest.fixture
def damp(authority):
    return ChallengePageFactory(authority=authority, title="Damp", slug="damp")


def counted():
    """Return the words with how often they were searched for and found nothing."""
    return {row.words: (row.times, row.found_nothing) for row in SearchCount.objects.all()}


def shown_by(response):
    """Return what a script would send of a page of results."""
    part = response.text.partition('data-shown="')[2]
    return part.partition('"')[0]


@pytest.mark.parametrize("path", ["/search/", "/challenges/"])
class TestSearches:
    def test_words_are_counted_by_day_with_those_that_found_nothing(
        self, authority, damp, browse, path
    ):
        for words in ("Damp", "  damp ", "zebra"):
            browse(f"{path}?q={quote(words)}")
        assert counted() == {"damp": (2, 0), "zebra": (1, 1)}
        for row in SearchCount.objects.all():
            assert (row.authority, row.day) == (authority, timezone.localdate())

    @pytest.mark.parametrize(
        "how",
        [
            {"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
            {"sec-purpose": "prefetch"},
        ],
    )
    def test_programs_are_not_counted(self, authority, damp, client, path, how):
        client.get(f"{path}?q=damp", headers={"host": authority.hostname} | how)
        assert counted() == {}

    def test_staff_are_not_counted(self, authority, damp, sign_in, path):
        editor = sign_in(UserFactory.working_for(authority, Role.EDITOR))
        editor.get(f"{path}?q=damp", headers={"host": authority.hostname})
        assert counted() == {}

    def test_turning_a_page_is_no_search(self, damp, browse, path):
        browse(f"{path}?q=damp&page=1")
        browse(path)
        assert counted() == {}

    def test_counting_costs_one_statement(self, damp, browse, path):
        with_words = count_queries(lambda: browse(f"{path}?q=damp"))
        assert with_words == count_queries(lambda: browse(f"{path}?q=damp&page=1")) + 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_page_is_shown_where_counting_fails(browse):
    def fail(execute, sql, *args):
        if "site_search_searchcount" in sql:
            raise DatabaseError
        return execute(sql, *args)

    with connection.execute_wrapper(fail):
        assert browse("/search/?q=zebra").status_code == 200
    assert counted() == {}


def test_narrowing_a_list_is_no_search(damp, browse):
    browse("/challenges/?q=damp&state=open")
    browse("/challenges/?q=damp&sort=newest")
    assert counted() == {}


@pytest.mark.parametrize(
    "typed",
    [
        "ada@example.org",
        "0121 496 0000",
        "order 12345",
        "12-34-56",
        "B1 1BB",
        "near sw1a2aa",
        "+44 (0)121 4960000",
    ],
)
def test_what_looks_personal_is_not_counted(typed):
    assert countable(typed) == ""


@pytest.mark.parametrize("typed", ["net zero 2030", "covid 19", "a34", "5g", "dips 2026 round 2"])
def test_years_roads_and_rounds_are_counted(typed):
    assert countable(typed) == typed


def test_long_words_are_cut():
    assert countable("Damp " * 60) == ("damp " * 60)[:100].strip()


class TestClicks:
    def click(self, client, authority, shown, opened):
        return client.post(
            "/search/clicked/",
            {"shown": shown, "opened": opened},
            headers={"host": authority.hostname},
        )

    @pytest.mark.parametrize("path", ["/search/", "/challenges/"])
    def test_a_page_that_was_shown_is_counted(self, authority, damp, browse, client, path):
        page = browse(f"{path}?q=Damp")
        assert f'data-addresses="{DAMP}"' in page.text
        for _time in range(2):
            assert self.click(client, authority, shown_by(page), DAMP).status_code == 204
        row = ClickCount.objects.get()
        assert (row.words, row.page_id, row.times) == ("damp", damp.pk, 2)
        assert (row.authority, row.day) == (authority, timezone.localdate())

    def test_nothing_else_is(self, authority, other_authority, damp, browse, client):
        shown = shown_by(browse("/search/?q=damp"))
        for site, shown_there, opened in (
            (authority, shown, "/about/"),
            (authority, shown[:-1], DAMP),
            (authority, "", DAMP),
            (other_authority, shown, DAMP),
        ):
            assert self.click(client, site, shown_there, opened).status_code == 400
        assert not ClickCount.objects.exists()

    def test_a_results_page_of_yesterday_counts_no_more(
        self, authority, damp, browse, client, time_machine
    ):
        shown = shown_by(browse("/search/?q=damp"))
        time_machine.move_to(timezone.now() + timedelta(hours=25))
        assert self.click(client, authority, shown, DAMP).status_code == 400

    def test_a_flood_from_one_network_is_not_counted(
        self, authority, damp, browse, client, monkeypatch
    ):
        monkeypatch.setattr("search.insights.views.CLICKS_PER_HOUR", 2)
        shown = shown_by(browse("/search/?q=damp"))
        for _time in range(4):
            self.click(client, authority, shown, DAMP)
        assert ClickCount.objects.get().times == 2

    def test_it_takes_no_get_and_needs_no_token(self, authority, client):
        client.handler.enforce_csrf_checks = True
        answer = client.get("/search/clicked/", headers={"host": authority.hostname})
        assert answer.status_code == 405
        assert self.click(client, authority, "", "").status_code == 400

    def test_a_page_for_personal_words_offers_no_counting(self, authority, browse, search_engine):
        page = ChallengePageFactory(authority=authority, summary="Call 0121 496 0000")
        search_engine.index([page])
        response = browse("/challenges/?q=0121+496+0000")
        assert response.context["cards"]
        assert "data-clicks" not in response.text


def search(authority, words, times, nothing=0, day=None):
    SearchCount.objects.create(
        authority=authority,
        words=words,
        day=day or timezone.localdate(),
        times=times,
        found_nothing=nothing,
    )


def click(authority, words, page, times):
    ClickCount.objects.create(
        authority=authority, words=words, page=page, day=timezone.localdate(), times=times
    )


class TestTheReport:
    @pytest.fixture
    def read(self, authority, sign_in):
        """Return a function that reads an address as an editor."""
        editor = sign_in(UserFactory.working_for(authority, Role.EDITOR))

        def get(path=REPORT):
            response = editor.get(path, headers={"host": authority.hostname})
            assert response.status_code == 200
            return response

        return get

    def test_it_shows_what_was_searched_found_nothing_and_was_opened(self, authority, damp, read):
        search(authority, "damp", 2)
        search(authority, "damp", 2, day=timezone.localdate().replace(day=1) + timedelta(days=27))
        search(authority, "zebra", 9, nothing=8)
        click(authority, "damp", damp, 5)
        context = read().context
        assert [(row.words, row.times, row.opened) for row in context["searched"]] == [
            ("zebra", 9, []),
            ("damp", 4, [("Damp", 5)]),
        ]
        assert [(row.words, row.found_nothing) for row in context["found_nothing"]] == [
            ("zebra", 8)
        ]
        assert context["opened"] == [("Damp", 5)]

    def test_rare_words_are_not_shown_even_where_they_found_nothing(self, authority, damp, read):
        search(authority, "ada lovelace", 2, nothing=2)
        click(authority, "ada lovelace", damp, 1)
        assert "2 more searches" in read().text
        for path in (REPORT, f"{REPORT}csv/"):
            response = read(path)
            text = b"".join(response).decode() if response.streaming else response.text
            assert "lovelace" not in text

    def test_it_shows_the_month_that_was_asked_for(self, authority, read):
        last = timezone.localdate().replace(day=1) - timedelta(days=1)
        search(authority, "winter", 5, day=last)
        assert "winter" not in read().text
        assert "winter" in read(f"{REPORT}?month={last:%Y-%m}").text
        for month in ("1999-01", "x", ""):
            assert read(f"{REPORT}?month={month}").context["searched"] == []

    def test_it_leads_to_a_recommendation_and_to_synonyms_with_the_words(self, authority, read):
        search(authority, "r&d / “x”", 3)
        text = read().text
        for model in ("promotion", "synonyms"):
            address = f"/admin/snippets/challenges/{model}/add/?words={quote('r&d / “x”', safe='')}"
            assert f'href="{escape(address)}"' in text
            form = read(address).context["form"]
            assert form["words"].value() == "r&d / “x”"

    def test_another_authoritys_searches_are_not_in_it(self, other_authority, read):
        search(other_authority, "tram", 50, nothing=50)
        assert "tram" not in read().text
        assert "tram" not in b"".join(read(f"{REPORT}csv/")).decode()

    def test_a_page_that_another_authority_took_back_is_not_named(
        self, authority, other_authority, read
    ):
        AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
        theirs = ChallengePageFactory(authority=other_authority, title="Secret tram")
        search(authority, "tram", 5)
        click(authority, "tram", theirs, 5)
        assert "Secret tram" in read().text
        theirs.unpublish()
        assert "Secret tram" not in read().text

    def test_the_download_has_every_page_and_no_formula(self, authority, damp, read):
        story = ChallengePageFactory(authority=authority, title="=Mould")
        search(authority, "=1+1", 3)
        search(authority, "damp", 4, nothing=1)
        click(authority, "damp", damp, 2)
        click(authority, "damp", story, 1)
        lines = b"".join(read(f"{REPORT}csv/")).decode("utf-8-sig").splitlines()
        assert [",".join(row) for row in csv.reader(lines)] == [
            "Words,Searches,Found nothing,Page opened,Times opened",
            "damp,4,1,Damp,2",
            "damp,4,1,'=Mould,1",
            "'=1+1,3,0,,0",
        ]

    def test_it_costs_no_query_for_each_row(self, authority, damp, read):
        search(authority, "damp", 3, nothing=1)
        click(authority, "damp", damp, 2)
        few = count_queries(read)
        for number in range(9):
            search(authority, f"damp {number}", 4, nothing=1)
            click(authority, f"damp {number}", damp, 2)
        assert count_queries(read) == few <= 22


def test_counts_are_kept_for_thirteen_months(authority, damp):
    today = date(2026, 11, 24)
    for days in (396, 397):
        search(authority, f"{days}", 1, day=today - timedelta(days=days))
    ClickCount.objects.create(
        authority=authority, words="397", page=damp, day=today - timedelta(days=397), times=1
    )
    forget_old(timezone.make_aware(timezone.datetime(2026, 11, 24, 12)))
    assert counted() == {"396": (1, 0)}
    assert not ClickCount.objects.exists()
