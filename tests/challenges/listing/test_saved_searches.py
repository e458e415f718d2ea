"""Saved searches: one mail for all of them, with what is new and fits, and nothing twice."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from post_office.models import Email

from authorities.models import AuthoritySettings
from businesses.models import Subscriber
from challenges.listing.subscriptions import alerts
from challenges.listing.subscriptions.alerts import send_alerts
from challenges.listing.subscriptions.saved_searches import save_search
from challenges.models import ChallengePage
from challenges.models.saved_search import SavedSearch
from tests.factories import ChallengePageFactory, ThemeFactory
from tests.queries import count_queries

ADA = "ada@example.com"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def health(authority):
    return ThemeFactory(authority=authority)


@pytest.fixture
def save(authority, now):
    """Return a function that saves a search whose address is known, two days ago."""

    def keep(query="", email=ADA, frequency="at_once", site=authority):
        return save_search(site, query, email, frequency, is_proven=True, now=now - 2 * DAY)

    return keep


@pytest.fixture
def opened(authority, now):
    """Return a function that opens a challenge so long ago."""

    def open_(ago=HOUR, **fields):
        return ChallengePageFactory(
            **{"authority": authority, "opens_at": now - ago, "first_published_at": now - 9 * DAY}
            | fields
        )

    return open_


def mails_to(email=ADA):
    return list(Email.objects.filter(to=email).order_by("pk"))


class TestSaving:
    @pytest.fixture
    def post(self, client, authority):
        def send(query="", **typed):
            return client.post(
                f"/search/saved/?{query}",
                {"email": ADA, "frequency": "daily", **typed},
                headers={"host": authority.hostname},
            )

        return send

    def test_the_list_leads_to_a_page_that_says_what_was_asked_for(self, browse, health, opened):
        opened(themes=[health])
        page = browse("/challenges/?theme=better-health&state=open&q=damp").text
        path = "/search/saved/?theme=better-health&amp;state=open&amp;q=damp"
        assert f'href="{path}"' in page
        text = browse(path.replace("&amp;", "&")).text
        assert "“damp” · Better health" in text

    def test_it_begins_with_a_mail_that_asks_to_confirm(self, post, client, authority, health):
        response = post("theme=better-health&sort=newest&page=3&theme=nonsense")
        assert response.status_code == 302
        (mail,) = mails_to()
        assert mail.subject == "Confirm that you want to hear of new challenges"
        saved = SavedSearch.objects.get()
        assert saved.confirmed_at is None
        path = f"/account/following/{saved.subscriber.secret}/confirm/"
        assert path in mail.message
        client.post(path, headers={"host": authority.hostname})
        saved.refresh_from_db()
        assert saved.confirmed_at

    def test_more_than_can_be_kept_is_left_out_and_never_half_kept(self, post, authority):
        slugs = [f"{letter * 45}" for letter in "abcdefghijkl"]
        for slug in slugs:
            ThemeFactory(authority=authority, name=slug, slug=slug)
        assert post("&".join(f"theme={slug}" for slug in slugs)).status_code == 302
        kept = QueryDict(SavedSearch.objects.get().query).getlist("theme")
        assert 3 < len(kept) < 12
        assert set(kept) < set(slugs)

    def test_only_what_the_filters_can_use_is_kept_in_one_order(self, post, health):
        post("nonsense=1&q=+damp++wall+&theme=better-health&closing=7&authority=elsewhere")
        assert SavedSearch.objects.get().query == "q=damp+wall&theme=better-health"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"email": ""}, "Enter your email address."),
            ({"email": "ada@"}, "Enter an email address like name@example.com."),
            ({"frequency": "hourly"}, "Choose one of the answers that are shown."),
            ({"website": "x"}, "Leave this field empty"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_kept(self, post, typed, said):
        response = post(**typed)
        assert response.status_code == 422
        assert said in response.text
        assert not Subscriber.objects.exists()

    def test_the_own_page_lists_and_forgets_it(self, browse, client, authority, save):
        saved = save("q=damp")
        path = f"/account/following/{saved.subscriber.secret}/"
        assert "“damp”" in browse(path).text
        client.post(
            path, {"kind": "search", "key": str(saved.pk)}, headers={"host": authority.hostname}
        )
        assert not SavedSearch.objects.exists()


class TestTelling:
    def test_what_opened_since_and_fits_is_told_once(self, save, opened, health, now):
        save("theme=better-health")
        fits = opened(themes=[health], question="How might we hear damp?")
        opened(question="How might a bus wait?")
        opened(ago=5 * DAY, themes=[health], question="How old is this?")
        assert send_alerts(now) == 1
        assert send_alerts(now + HOUR) == 0
        (mail,) = mails_to()
        assert mail.subject == "A new challenge for you"
        assert fits.question in mail.message
        assert "Because you asked for: Better health" in mail.message
        assert "bus" not in mail.message
        assert "old" not in mail.message
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_all_searches_of_an_address_share_one_mail_in_which_nothing_stands_twice(
        self, save, opened, health, now
    ):
        save("theme=better-health")
        save()
        both = opened(themes=[health])
        other = opened()
        assert send_alerts(now) == 1
        (mail,) = mails_to()
        assert mail.subject == "2 new challenges for you"
        assert mail.message.count(both.full_url) == mail.message.count(other.full_url) == 1
        assert "Better health; All challenges" in mail.message

    @pytest.mark.parametrize(("frequency", "gap"), [("daily", DAY), ("weekly", 7 * DAY)])
    def test_nobody_hears_more_often_than_they_want(self, save, opened, now, frequency, gap):
        saved = save(frequency=frequency)
        SavedSearch.objects.update(told_until=now - gap + HOUR)
        opened(ago=timedelta(minutes=30))
        assert send_alerts(now) == 0
        assert send_alerts(now + HOUR + alerts.SETTLING) == 1
        saved.refresh_from_db()
        assert saved.told_until == now + HOUR

    def test_what_opens_this_minute_waits_until_every_engine_has_it(self, save, opened, now):
        save()
        opened(ago=timedelta(seconds=30))
        assert send_alerts(now) == 0
        assert send_alerts(now + 2 * alerts.SETTLING) == 1

    def test_what_nobody_may_read_is_told_to_nobody(
        self, save, opened, now, authority, other_authority
    ):
        save()
        opened(live=False)
        opened(authority=other_authority)
        opened().view_restrictions.create(restriction_type="login")
        opened(closes_at=now - timedelta(minutes=20))
        opened(opens_at=now + DAY)
        assert send_alerts(now) == 0
        assert mails_to() == []

    def test_what_is_announced_is_told_as_that_and_once_more_when_it_opens(
        self, save, opened, health, now
    ):
        save("theme=better-health")
        page = opened(themes=[health], announced_at=now - HOUR, opens_at=now + 9 * DAY)
        assert send_alerts(now) == 1
        assert send_alerts(now + DAY) == 0
        ChallengePage.objects.filter(pk=page.pk).update(opens_at=now + 10 * DAY)
        assert send_alerts(now + 9 * DAY + HOUR) == 0
        assert send_alerts(now + 10 * DAY + HOUR) == 1
        assert send_alerts(now + 11 * DAY) == 0
        announced, open_now = mails_to()
        assert "Announced, before they open" in announced.message
        assert "New and open" not in announced.message
        assert "New and open" in open_now.message
        assert "Announced" not in open_now.message

    def test_late_mail_tells_of_what_has_opened_as_open_alone(self, save, opened, now):
        save()
        opened(ago=HOUR, announced_at=now - 1.5 * DAY)
        assert send_alerts(now) == 1
        assert "Announced" not in mails_to()[0].message

    def test_a_shared_marketplace_tells_of_the_others_too(
        self, save, opened, now, authority, other_authority
    ):
        AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
        AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
        save()
        assert opened(authority=other_authority).full_url in (
            send_alerts(now) and mails_to()[0].message
        )

    def test_a_search_that_nobody_confirmed_tells_nothing(self, authority, opened, now):
        save_search(authority, "", ADA, "at_once", is_proven=False, now=now - DAY)
        Email.objects.all().delete()
        opened()
        assert send_alerts(now) == 0
        assert mails_to() == []

    def test_who_wants_each_at_once_costs_nothing_while_nothing_opens(self, save, opened, now):
        opened()
        for person in range(3):
            save(email=f"person{person}@example.com", frequency="at_once")
        save(frequency="weekly")
        SavedSearch.objects.filter(frequency="at_once").update(told_until=now - HOUR)
        assert list(alerts._due(now)) == []

    def test_a_run_that_is_killed_goes_on_where_it_stood(self, save, opened, now, monkeypatch):
        people = [f"person{number}@example.com" for number in range(6)]
        for email in people:
            save(email=email)
        opened()
        original, calls = alerts._tell, []

        def killed_after_three(key, until):
            if len(calls) == 3:
                raise KeyboardInterrupt
            calls.append(key)
            return original(key, until)

        monkeypatch.setattr(alerts, "_tell", killed_after_three)
        with pytest.raises(KeyboardInterrupt):
            send_alerts(now)
        monkeypatch.setattr(alerts, "_tell", original)
        assert send_alerts(now) == 3
        assert [len(mails_to(email)) for email in people] == [1] * 6

    def test_the_work_for_each_search_is_the_same_however_many_there_are(
        self, save, opened, now, health
    ):
        def cost(number):
            SavedSearch.objects.all().delete()
            for person in range(number):
                save("theme=better-health", email=f"p{number}-{person}@example.com")
            SavedSearch.objects.update(told_until=now - DAY)

            def run():
                SavedSearch.objects.update(told_until=now - DAY)
                Email.objects.all().delete()
                send_alerts(now)

            return count_queries(run)

        ChallengePage.objects.all().delete()
        opened()  # new, but fits nobody
        few, more, most = cost(2), cost(4), cost(6)
        assert most - more == more - few
