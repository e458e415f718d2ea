"""Questions kept ready, copies of challenges, and reading what a form asks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from applications.models import Kind
from authorities.models import Role
from challenges.models import (
    Amendment,
    ChallengeCriterion,
    ChallengeListingPage,
    ChallengePage,
    QuestionSet,
    SetQuestion,
)
from tests.factories import ChallengePageFactory, ClarificationFactory, QuestionFactory, UserFactory

pytestmark = pytest.mark.one_database

DESK = "wagtailsnippets_challenges_questionset"


def make_set(authority, name="Pilots", labels=("Where?", "How long?"), **fields):
    made = QuestionSet(authority=authority, name=name, **fields)
    made.questions.set(
        [
            SetQuestion(label=label, field_type=Kind.SHORT_TEXT, sort_order=order, section="A")
            for order, label in enumerate(labels)
        ]
    )
    made.save()
    return made


@pytest.fixture
def listing(authority):
    return ChallengeListingPage.objects.child_of(authority.root_page).get()


@pytest.fixture
def editor(authority, sign_in):
    return sign_in(UserFactory.working_for(authority, Role.EDITOR))


def new_challenge(client, listing, query=""):
    path = reverse("wagtailadmin_pages:add", args=["challenges", "challengepage", listing.pk])
    return client.get(path + query)


def labels_of(response):
    rows = response.context["form"].formsets["questions"].forms
    return [label for row in rows if (label := row["label"].value())]


class TestStarting:
    def test_a_new_challenge_starts_with_the_authoritys_default(
        self, authority, other_authority, editor, listing
    ):
        make_set(authority, is_default=True)
        make_set(authority, "Other", ["Why?"])
        make_set(other_authority, is_default=True, labels=["Theirs?"])
        assert labels_of(new_challenge(editor, listing)) == ["Where?", "How long?"]

    def test_without_a_default_it_starts_with_none(self, authority, editor, listing):
        make_set(authority)
        assert labels_of(new_challenge(editor, listing)) == []

    def test_another_set_can_be_chosen_from_the_page(self, authority, editor, listing):
        make_set(authority, is_default=True)
        other = make_set(authority, "Other", ["Why?"])
        text = new_challenge(editor, listing).text
        assert f"?questions={other.pk}" in text
        assert labels_of(new_challenge(editor, listing, f"?questions={other.pk}")) == ["Why?"]

    @pytest.mark.parametrize("query", ["?questions=0", "?questions=x", "?questions=theirs"])
    def test_a_set_that_is_not_the_authoritys_is_none(
        self, authority, other_authority, editor, listing, query
    ):
        theirs = make_set(other_authority, labels=["Theirs?"])
        query = query.replace("theirs", str(theirs.pk))
        assert labels_of(new_challenge(editor, listing, query)) == []
        assert f"?questions={theirs.pk}" not in new_challenge(editor, listing).text

    def test_the_questions_become_the_challenges_own_each_with_a_new_name(
        self, authority, editor, listing
    ):
        made = make_set(authority, is_default=True)
        for slug in ("one", "two"):
            response = new_challenge(editor, listing)
            typed = querydict_from_html(response.text, form_id="page-edit-form")
            typed["title"], typed["slug"] = slug, slug
            typed["documents-count"] = typed["key_dates-count"] = typed["scale-count"] = 0
            assert editor.post(response.request["PATH_INFO"], typed).status_code == 302
        names = set()
        for slug in ("one", "two"):
            rows = ChallengePage.objects.get(slug=slug).questions.all()
            assert [(row.label, row.section) for row in rows] == [
                ("Where?", "A"),
                ("How long?", "A"),
            ]
            names |= {row.clean_name for row in rows}
        assert len(names) == 4
        assert names.isdisjoint(made.questions.values_list("clean_name", flat=True))

    def test_sets_are_offered_to_new_challenges_only(self, authority, editor):
        make_set(authority)
        page = ChallengePageFactory(authority=authority)
        text = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        assert "?questions=" not in text


class TestKeeping:
    def send(self, client, path, name="Pilots", **fields):
        typed = {
            "name": name,
            "questions-TOTAL_FORMS": "1",
            "questions-INITIAL_FORMS": "0",
            "questions-MIN_NUM_FORMS": "0",
            "questions-MAX_NUM_FORMS": "1000",
            "questions-0-label": "Where?",
            "questions-0-field_type": "short_text",
            "questions-0-ORDER": "1",
        }
        return client.post(path, typed | fields)

    def test_an_editor_makes_one(self, authority, editor):
        assert self.send(editor, reverse(f"{DESK}:add")).status_code == 302
        made = QuestionSet.objects.get()
        assert made.authority == authority
        assert [row.label for row in made.questions.all()] == ["Where?"]
        assert editor.get(reverse(f"{DESK}:edit", args=[made.pk])).status_code == 200

    def test_one_set_is_the_default(self, authority, other_authority, editor):
        make_set(authority, is_default=True)
        make_set(other_authority, is_default=True)
        response = self.send(editor, reverse(f"{DESK}:add"), "Other", is_default="on")
        assert "Another set is the default already" in response.text
        assert self.send(editor, reverse(f"{DESK}:add"), "Other").status_code == 302

    def test_two_of_a_name_are_refused(self, authority, editor):
        make_set(authority)
        assert "stands already" in self.send(editor, reverse(f"{DESK}:add")).text

    def test_staff_of_another_authority_find_nothing(self, authority, sign_in, other_authority):
        made = make_set(authority)
        stranger = sign_in(UserFactory.working_for(other_authority, *Role))
        for view in ("edit", "delete", "history", "usage"):
            assert stranger.get(reverse(f"{DESK}:{view}", args=[made.pk])).status_code == 404
        assert "Pilots" not in stranger.get(reverse(f"{DESK}:list")).text

    @pytest.mark.parametrize("role", [Role.MODERATOR, Role.ASSESSOR])
    def test_who_assesses_keeps_no_sets(self, authority, sign_in, role):
        client = sign_in(UserFactory.working_for(authority, role))
        self.send(client, reverse(f"{DESK}:add"))
        assert not QuestionSet.objects.exists()


class TestCopying:
    @pytest.fixture
    def page(self, authority):
        until = timezone.now() + timedelta(days=2)
        page = ChallengePageFactory(authority=authority, questions_until=until)
        page.criteria.set([ChallengeCriterion(name="Impact", weight=100)])
        page.save()
        ClarificationFactory(page=page)
        Amendment.objects.create(challenge=page, text="It closes later.")
        return page

    def is_fresh(self, copy):
        assert [row.label for row in copy.questions.all()] == ["What is your idea?"]
        assert [row.name for row in copy.criteria.all()] == ["Impact"]
        assert (copy.opens_at, copy.closes_at, copy.questions_until) == (None, None, None)
        assert not copy.live
        assert not copy.amendments.exists()
        assert not copy.clarifications.exists()
        return True

    def test_a_copy_has_the_questions_and_criteria_and_nothing_that_happened(self, page):
        page.save_revision().publish()
        page = ChallengePage.objects.get(pk=page.pk)
        copy = page.copy(update_attrs={"slug": "a-copy", "title": "A copy"})
        assert self.is_fresh(ChallengePage.objects.get(pk=copy.pk))
        assert self.is_fresh(copy.get_latest_revision_as_object())

    def test_nobody_can_ask_for_a_copy_that_is_public_at_once(self, page, authority, sign_in):
        client = sign_in(UserFactory.working_for(authority, Role.APPROVER))
        path = reverse("wagtailadmin_pages:copy", args=[page.pk])
        assert "publish_copies" not in client.get(path).context["form"].fields
        typed = {
            "new_title": "A copy",
            "new_slug": "a-copy",
            "new_parent_page": page.get_parent().pk,
            "publish_copies": "on",
            "alias": "on",
        }
        assert client.post(path, typed).status_code == 302
        assert self.is_fresh(ChallengePage.objects.get(slug="a-copy"))


class TestReading:
    @pytest.fixture
    def questions(self):
        return [
            QuestionFactory(label="Where?", sort_order=0, section="Your pilot"),
            QuestionFactory(
                label="How <often>?",
                field_type=Kind.CHOICE,
                choices="Daily\nWeekly",
                required=False,
                sort_order=1,
            ),
            QuestionFactory(label="Who?", sort_order=2, section="Your team", word_limit=50),
            QuestionFactory(label="Gone?", sort_order=3, is_retired=True),
        ]

    def test_before_the_opening_the_questions_stand_in_their_sections(
        self, authority, browse, questions
    ):
        page = ChallengePageFactory(authority=authority, scheduled=True, questions=questions)
        text = browse(page.url).text
        words = [
            "Your pilot",
            "Where?",
            "How &lt;often&gt;?",
            "Daily, Weekly",
            "Your team",
            "Up to 50 words",
        ]
        places = [text.index(word, text.index("What we will ask")) for word in words]
        assert places == sorted(places)
        assert "Gone?" not in text

    def test_an_open_brief_prints_its_questions(self, authority, browse, questions):
        text = browse(ChallengePageFactory(authority=authority, questions=questions).url).text
        printed = text[text.index("app-print-only") : text.index('id="apply"')]
        assert "How &lt;often&gt;? " in printed
        assert "(optional)" in printed
        assert "Gone?" not in printed

    def test_a_closed_brief_has_no_list_to_print(self, authority, browse, questions):
        page = ChallengePageFactory(authority=authority, closed=True, questions=questions)
        assert "app-print-only" not in browse(page.url).text
