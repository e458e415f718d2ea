"""Files of a draft, and who else may see any of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from applications.models import Application, Colleague
from authorities.models import Role
from tests.applications.conftest import name_of
from tests.applications.drafts.test_drafts import refresh, section
from tests.applications.files.test_upload_validation import ELF, PDF
from tests.factories import DraftFactory, UserFactory, filled_in


class TestFiles:
    PATH = "your-plan"

    @pytest.fixture
    def summary(self, challenge):
        return name_of(challenge, "A summary")

    def upload(self, content=PDF, name="plan.pdf"):
        return SimpleUploadedFile(name, content, "application/pdf")

    def test_a_file_is_kept_with_the_draft_and_shown(self, saved, post, browse, summary):
        post(section(saved, self.PATH), {summary: self.upload(), "version": "1"})
        assert "plan.pdf" in browse(section(saved, self.PATH)).text
        assert "plan.pdf" in browse(f"{saved.private_path}check/").text

    def test_a_refused_file_says_why_and_the_rest_is_kept(
        self, saved, post, challenge, summary, browse
    ):
        when = name_of(challenge, "When")
        response = post(
            section(saved, self.PATH),
            {summary: self.upload(ELF), f"{when}_day": "27", "version": "1"},
        )
        assert response.status_code == 422
        assert "This is a program or a script." in response.text
        assert "Answer this question." not in response.text
        assert refresh(saved).typed[f"{when}_day"] == ["27"]
        assert not saved.files.exists()

    def test_another_file_takes_the_place_of_the_first(self, saved, post, summary):
        post(section(saved, self.PATH), {summary: self.upload(), "version": "1"})
        first = saved.files.get()
        with transaction.atomic():
            post(
                section(saved, self.PATH),
                {summary: self.upload(name="new.pdf"), "version": "2"},
            )
        assert [file.name for file in saved.files.all()] == ["new.pdf"]
        assert saved.files.get().pk != first.pk

    def test_a_file_is_removed_and_what_else_was_typed_is_saved(
        self, saved, post, challenge, summary
    ):
        when = name_of(challenge, "When")
        post(section(saved, self.PATH), {summary: self.upload(), "version": "1"})
        response = post(
            section(saved, self.PATH),
            {"remove": summary, f"{when}_day": "27", "version": "2"},
        )
        assert response.status_code == 200
        assert not saved.files.exists()
        assert refresh(saved).typed[f"{when}_day"] == ["27"]

    def test_a_file_that_is_kept_need_not_be_chosen_again(self, challenge, post, summary):
        question = challenge.questions.get(clean_name=summary)
        question.required = True
        question.save()
        typed = filled_in(challenge, postcode="the moon", **{summary: self.upload()})
        first = post(challenge.url, typed)
        assert first.status_code == 422
        assert "plan.pdf" in first.text
        again = {**typed, "postcode": "B1 1BB", "version": "1"}
        del again[summary]
        assert post(challenge.url, again).status_code == 302
        assert Application.objects.get().files.get().name == "plan.pdf"

    def test_a_stranger_does_not_get_a_drafts_file(self, saved, post, summary, challenge, browse):
        post(section(saved, self.PATH), {summary: self.upload(), "version": "1"})
        other = DraftFactory(page=challenge)
        pk = saved.files.get().pk
        assert browse(f"{saved.private_path}files/{pk}/").status_code == 200
        assert browse(f"{other.private_path}files/{pk}/").status_code == 404


class TestStaff:
    def test_nobody_who_works_for_the_authority_reads_a_draft(
        self, saved, authority, sign_in, browse
    ):
        sign_in(UserFactory.working_for(authority, *Role))
        assert "Drywall Labs" not in browse("/admin/queue/").text
        assert browse(f"/admin/queue/inspect/{saved.pk}/").status_code == 404

    def test_drafts_count_in_no_figure(self, saved, browse):
        assert Application.objects.count() == 0


class TestPrivateAddress:
    PLACES = ("", "sections/business/", "check/", "people/", "print/", "data.zip")

    @pytest.mark.parametrize("place", PLACES)
    def test_it_is_kept_out_of_caches_referrers_and_search_engines(self, saved, browse, place):
        response = browse(saved.private_path + place)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "strict-origin"
        assert "noindex" in response["X-Robots-Tag"]

    @pytest.mark.parametrize("place", PLACES)
    def test_it_says_nothing_at_another_authoritys_site(
        self, saved, browse, place, other_authority
    ):
        assert browse(saved.private_path + place, at=other_authority).status_code == 404

    @pytest.mark.parametrize("place", PLACES)
    def test_a_guessed_one_is_not_found(self, saved, browse, place):
        assert browse(f"/applications/{saved.secret[:-1]}x/{place}").status_code == 404

    def test_a_removed_colleagues_is_not_found(self, saved, browse):
        colleague = Colleague.objects.create(
            draft=saved, email="bo@example.com", removed_at=timezone.now()
        )
        assert browse(colleague.private_path).status_code == 404
