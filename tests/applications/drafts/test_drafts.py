"""Keeping what somebody types: whatever they type, whoever else types, until it is sent."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.drafts import saving
from applications.models import Application, Draft, DraftVersion
from applications.models.deadlines import NotOpen
from tests.applications.conftest import name_of
from tests.factories import ChallengePageFactory, DraftFactory, filled_in
from tests.queries import count_queries


def section(draft, name="business"):
    return f"{draft.private_path}sections/{name}/"


def refresh(draft):
    return Draft.objects.get(pk=draft.pk)


class TestSaving:
    def test_an_incomplete_form_is_kept_as_a_draft_at_a_private_address(
        self, saved, challenge, browse
    ):
        page = browse(saved.private_path).text
        assert "Drywall Labs" in browse(section(saved)).text
        assert "We lis" in browse(section(saved, "challenge")).text
        assert "1 of 3 sections done" in page
        assert not Application.objects.exists()
        assert not Email.objects.exists()

    @pytest.mark.parametrize(
        "changes",
        [
            {"email": "ada.example.com"},
            {"postcode": "the moon"},
            {"business_size": ""},
            {"company_number": "abc"},
        ],
    )
    def test_an_invalid_answer_is_kept_as_it_was_typed(self, challenge, post, browse, changes):
        post(challenge.url, filled_in(challenge, action="save", **changes))
        draft = Draft.objects.get()
        page = browse(section(draft)).text
        assert "govuk-error-message" not in page
        for text in changes.values():
            assert text in page

    def test_a_date_that_is_none_comes_back_in_its_three_parts(self, challenge, post, browse):
        when = name_of(challenge, "When")
        post(challenge.url, {f"{when}_day": "31", f"{when}_month": "2", "action": "save"})
        page = browse(section(Draft.objects.get(), "your-plan")).text
        assert 'value="31"' in page
        assert 'value="2"' in page

    def test_a_form_in_which_nothing_was_typed_makes_no_draft(self, challenge, post):
        assert post(challenge.url, {"action": "save"}).status_code == 422
        assert not Draft.objects.exists()

    def test_a_form_that_is_sent_with_a_mistake_is_kept_too(self, challenge, post):
        response = post(challenge.url, filled_in(challenge, postcode="the moon"))
        assert response.status_code == 422
        assert Draft.objects.get().typed["postcode"] == ["the moon"]

    def test_the_same_form_saved_again_is_the_same_draft(self, challenge, post):
        typed = filled_in(challenge, action="save")
        post(challenge.url, typed)
        post(challenge.url, {**typed, "business_name": "Drywall Ltd", "version": "1"})
        assert Draft.objects.get().business_name == "Drywall Ltd"

    def test_a_section_saves_its_own_answers_and_leaves_the_rest(self, saved, challenge, post):
        post(section(saved), {"contact_name": "Ada", "version": "1"})
        draft = refresh(saved)
        assert draft.typed["contact_name"] == ["Ada"]
        assert draft.typed[name_of(challenge, "Your idea")] == ["We lis"]

    def test_an_answer_that_is_cleared_is_cleared(self, saved, post):
        post(section(saved), {"business_name": "", "version": "1"})
        assert refresh(saved).business_name == ""

    def test_a_section_that_the_form_does_not_have_is_not_found(self, saved, browse):
        assert browse(section(saved, "prizes")).status_code == 404

    def test_the_progress_counts_sections_in_which_all_is_right(self, challenge, browse):
        draft = DraftFactory(page=challenge)
        assert "2 of 3 sections done" in browse(draft.private_path).text

    def test_this_browser_finds_its_draft_on_the_challenges_page(self, saved, challenge, browse):
        page = browse(challenge.url).text
        assert "Go on with it" in page
        assert saved.private_path in page

    def test_another_browser_does_not(self, saved, challenge, authority):
        from django.test import Client

        page = Client().get(challenge.url, headers={"host": authority.hostname})
        assert saved.secret not in page.text

    def test_a_browser_forgets_the_draft_when_it_is_told_to(self, saved, challenge, post, browse):
        post(f"{saved.private_path}forget/", {})
        assert saved.secret not in browse(challenge.url).text
        assert browse(saved.private_path).status_code == 200

    def test_the_address_is_mailed_on_request_and_not_without_end(self, challenge, post, browse):
        draft = DraftFactory(page=challenge, email="ada@example.com")
        for _ in range(7):
            post(f"{draft.private_path}address/", {})
        mails = Email.objects.all()
        assert len(mails) == 4
        assert draft.private_path in mails[0].message
        assert mails[0].to == ["ada@example.com"]

    def test_before_the_opening_nothing_is_taken(self, authority, post):
        challenge = ChallengePageFactory(authority=authority, scheduled=True)
        assert post(challenge.url, filled_in(challenge, action="save")).status_code == 409
        assert not Draft.objects.exists()

    def test_a_save_costs_at_most_eighteen_queries_however_much_there_is(self, challenge, post):
        draft = DraftFactory(page=challenge)
        calls = iter(range(1000))

        def save():
            number = next(calls)
            version = str(refresh(draft).version)
            post(
                section(draft),
                {"contact_name": f"Ada {number}", "version": version},
                accept="application/json",
            )

        assert count_queries(save) - 1 <= 18
        for _ in range(DraftVersion.KEPT + 5):
            save()
        assert count_queries(save) - 1 <= 18
        assert draft.versions.count() <= DraftVersion.KEPT


class TestScripts:
    """What a script that saves by itself is told."""

    JSON = {"accept": "application/json"}

    def test_it_is_told_when_and_where(self, challenge, post):
        response = post(challenge.url, filled_in(challenge, action="save"), **self.JSON)
        draft = Draft.objects.get()
        assert response.status_code == 200
        said = response.json()
        assert said["saved"].startswith("Saved at ")
        assert said["path"] == draft.private_path
        assert said["version"] == 1

    def test_a_conflict_is_told_and_nothing_overwritten(self, saved, post):
        post(section(saved), {"business_name": "Dry Ltd", "version": "1"})
        response = post(section(saved), {"business_name": "Wet Ltd", "version": "1"}, **self.JSON)
        assert response.status_code == 409
        assert "this was changed elsewhere too" in response.json()["saved"]
        assert refresh(saved).business_name == "Dry Ltd"

    def test_too_many_new_drafts_from_one_network_are_told_so(self, challenge, post, settings):
        settings.DRAFTS_PER_HOUR = 1
        post(challenge.url, filled_in(challenge, action="save"), **self.JSON)
        other = filled_in(challenge, action="save", email="other@example.com")
        response = post(challenge.url, other, **self.JSON)
        assert response.status_code == 429
        assert "Too many drafts" in response.json()["saved"]

    def test_saving_the_same_form_again_and_again_counts_once(self, challenge, post, settings):
        settings.APPLICATIONS_PER_HOUR = settings.DRAFTS_PER_HOUR = 1
        typed = filled_in(challenge, action="save")
        for version in range(4):
            changed = {**typed, "contact_name": f"Ada {version}", "version": str(version)}
            assert post(challenge.url, changed, **self.JSON).status_code == 200


class TestTwoAtOnce:
    def test_different_answers_are_both_kept(self, saved, post):
        post(
            section(saved), {"business_name": "Drywall Labs", "contact_name": "Ada", "version": "1"}
        )
        post(section(saved), {"business_name": "Dry Ltd", "contact_name": "", "version": "1"})
        draft = refresh(saved)
        assert draft.typed["contact_name"] == ["Ada"]
        assert draft.business_name == "Dry Ltd"

    def test_the_same_answer_is_shown_twice_and_not_overwritten(self, saved, post):
        post(section(saved), {"business_name": "Dry Ltd", "version": "1"})
        response = post(section(saved), {"business_name": "Wet Ltd", "version": "1"})
        assert response.status_code == 409
        assert "Your other tab or device has changed the same answers" in response.text
        assert "Dry Ltd" in response.text
        assert 'value="Wet Ltd"' in response.text
        assert refresh(saved).business_name == "Dry Ltd"

    def test_what_was_not_taken_is_kept_aside(self, saved, post):
        post(section(saved), {"business_name": "Dry Ltd", "version": "1"})
        post(section(saved), {"business_name": "Wet Ltd", "version": "1"})
        assert saved.versions.get(is_aside=True).typed["business_name"] == ["Wet Ltd"]

    def test_who_has_seen_both_may_choose(self, saved, post):
        post(section(saved), {"business_name": "Dry Ltd", "version": "1"})
        page = post(section(saved), {"business_name": "Wet Ltd", "version": "1"}).text
        assert 'name="version" value="2"' in page
        post(section(saved), {"business_name": "Wet Ltd", "version": "2"})
        assert refresh(saved).business_name == "Wet Ltd"

    def test_the_same_change_by_both_is_no_conflict(self, saved, post):
        for _ in range(2):
            response = post(section(saved), {"business_name": "Dry Ltd", "version": "1"})
            assert response.status_code == 302

    def test_a_version_that_is_no_longer_known_is_treated_as_not_seen(self, saved, post):
        for number in range(1, 4):
            post(section(saved), {"business_name": f"Dry {number}", "version": str(number)})
        saved.versions.filter(number__lte=2).delete()
        response = post(section(saved), {"business_name": "Wet", "version": "1"})
        assert response.status_code == 409

    @pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999"])
    def test_a_forged_version_makes_no_fault_and_overwrites_nothing(self, saved, post, version):
        response = post(section(saved), {"business_name": "Wet", "version": version})
        assert response.status_code == 409
        assert refresh(saved).business_name == "Drywall Labs"

    def test_a_line_break_that_a_browser_writes_anew_is_no_change(self, challenge, post):
        idea = name_of(challenge, "Your idea")
        draft = DraftFactory(page=challenge, typed={idea: ["One\nTwo"]})
        saved = saving.save(draft, challenge, {idea: {idea: ["One\r\nTwo"]}}, seen=0)
        assert not saved.conflicts
        assert saved.draft.version == draft.version


class TestLate:
    @pytest.fixture
    def closed(self, saved, challenge):
        type(challenge).objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
        return saved

    def test_an_unsent_draft_reads_as_not_sent_and_stays_readable(self, closed, browse):
        page = browse(closed.private_path).text
        assert "This draft was not sent" in page
        assert "Drywall Labs" in page
        assert browse(f"{closed.private_path}print/").status_code == 200

    def test_what_was_typed_before_and_comes_after_is_kept_and_told(self, closed, post, browse):
        response = post(section(closed), {"business_name": "Dry Ltd", "version": "1"})
        assert refresh(closed).business_name == "Dry Ltd"
        assert "arrived after the closing time" in browse(response["Location"]).text

    def test_it_is_not_sent(self, closed, post):
        agreed = {"consent": "on", "accept_terms": "on"}
        response = post(f"{closed.private_path}check/", agreed)
        assert response.status_code == 409
        assert not Application.objects.exists()

    def test_a_day_later_nothing_is_written_and_the_text_given_back(self, saved, challenge, post):
        type(challenge).objects.filter(pk=challenge.pk).update(
            closes_at=timezone.now() - timedelta(days=1, seconds=1)
        )
        response = post(section(saved), {"business_name": "Dry Ltd", "version": "1"})
        assert response.status_code == 409
        assert "Dry Ltd" in response.text
        assert refresh(saved).business_name == "Drywall Labs"

    def test_the_domain_refuses_too(self, saved, challenge):
        challenge.closes_at = timezone.now() - timedelta(days=1, seconds=1)
        with pytest.raises(NotOpen):
            saving.save(saved, challenge, {}, seen=1)

    def test_its_section_leads_back_to_the_whole(self, closed, browse):
        assert browse(section(closed)).status_code == 302
