"""A programme's own page: figures counted by hand, and the same wherever they are shown."""

import csv
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from wagtail.models import Page

from applications.models import Application, DecisionLetter, Release
from applications.models.status import Status
from authorities.models import AuthoritySettings
from challenges.models import ChallengePage
from challenges.models.status import Stage
from challenges.programmes.comparing import compare, programmes_beside
from challenges.programmes.figures import programme_figures
from challenges.programmes.figures_in_words import in_words, without_small
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    DraftFactory,
    ProgrammePageFactory,
    ThemeFactory,
)
from tests.factories.programmes import (
    AttendanceFactory,
    MilestoneFactory,
    ProposalFactory,
    SessionFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def figures(programme, authority):
    return programme_figures(programme, authority, timezone.now())


@pytest.fixture
def challenge(authority, programme):
    return ChallengePageFactory(
        authority=authority,
        closed=True,
        stage=Stage.SELECTED,
        programme=programme,
        themes=[ThemeFactory(authority=authority)],
    )


def test_steps_and_groups_are_those_counted_by_hand(authority, programme, challenge):
    DraftFactory(page=challenge)
    for status, size, postcode in (
        (Status.SELECTED, "micro", "B1 1BB"),
        (Status.MATCHED, "micro", "B2 4QA"),
        (Status.WITHDRAWN, "small", "CV1 2WT"),
        (Status.INELIGIBLE, "small", "CV1 2WT"),
    ):
        ApplicationFactory(page=challenge, status=status, business_size=size, postcode=postcode)
    found = figures(programme, authority)
    assert [number for _label, number in found.steps] == [5, 4, 3, 2, 2, 1]
    assert found.by_theme == [("Better health", 4)]
    assert [number for _label, number in found.by_size] == [2, 2]
    assert found.by_place == [("B", 2), ("CV", 2)]


def test_a_group_so_small_that_it_names_somebody_is_not_told_outside():
    assert without_small([("B", 1), ("CV", 2), ("WV", 3), ("DY", 0)]) == [
        ("B", "fewer than 3"),
        ("CV", "fewer than 3"),
        ("WV", "3"),
        ("DY", "0"),
    ]


def tell(application, manager, at, stronger):
    """Tell a decision, without its way there."""
    release = Release.objects.create(
        authority=application.authority,
        page_id=application.page_id,
        actor=manager,
        visible_at=at,
    )
    decision = application.decisions.create(
        actor=manager, from_status="in_assessment", to_status="not_matched"
    )
    DecisionLetter.objects.create(
        application=application,
        decision=decision,
        status="not_matched",
        stronger=stronger,
        release=release,
    )


def test_days_to_telling_are_days_of_the_calendar_when_clocks_change(
    authority, programme, challenge, manager
):
    ChallengePage.objects.update(closes_at=datetime(2026, 3, 26, 12, tzinfo=LONDON))
    told, untold = ApplicationFactory.create_batch(2, page=challenge, status=Status.IN_ASSESSMENT)
    assert figures(programme, authority).telling.days_said == "no decision was told yet"
    tell(told, manager, datetime(2026, 3, 29, 9, tzinfo=LONDON), "Name a partner.")
    telling = figures(programme, authority).telling
    assert (telling.told, telling.untold, telling.days) == (1, 1, 3)
    assert telling.days_said.startswith("3 days")
    assert telling.feedback_said == "1 of 1 (100%)"
    assert untold.pk


def test_dashboard_and_export_say_the_same_figures(client, authority, programme, manager, at):
    ProposalFactory(authority=authority, programme=programme)
    AttendanceFactory(session=SessionFactory(programme=programme, held=True), there=True)
    client.force_login(manager)
    page = client.get(f"/admin/programmes/{programme.pk}/", **at).text
    answer = client.get(f"/admin/programmes/{programme.pk}/figures.csv", **at)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))[1:]
    words = in_words(figures(programme, authority))
    assert [row[:2] for row in rows] == [[one.label, one.value] for one in words]
    for one in words:
        assert f'<th scope="row">{one.label}</th><td>{one.value}</td>' in page
        assert one.how
    assert ["Proposals", "1"] in [row[:2] for row in rows]
    assert ["People at sessions", "1"] in [row[:2] for row in rows]


def test_applications_of_another_authority_are_theirs_alone(
    client, authority, other_authority, programme, manager, at
):
    programme.participants.add(other_authority)
    theirs = ChallengePageFactory(
        authority=other_authority, programme=programme, title="Their challenge"
    )
    ApplicationFactory.create_batch(7, page=theirs)
    client.force_login(manager)
    page = client.get(f"/admin/programmes/{programme.pk}/", **at).text
    assert "Their challenge" in page
    assert "theirs alone" in page
    assert figures(programme, authority).funnel.applications == 0
    assert client.get(f"/admin/track/{theirs.pk}/", **at).status_code == 404


def test_what_waits_is_counted_and_leads_to_where_it_is_seen_to(
    client, authority, programme, challenge, manager, at
):
    ProposalFactory(authority=authority)
    MilestoneFactory(
        challenge=challenge, owner=manager, due_on=timezone.localdate() - timedelta(days=1)
    )
    SessionFactory(programme=programme, held=True)
    client.force_login(manager)
    page = client.get(f"/admin/programmes/{programme.pk}/", **at).text
    for said in (
        "Proposals without an answer: 1",
        "Overdue milestones: 1",
        "Sessions at which nobody was ticked: 1",
    ):
        assert said in page


def test_programmes_are_compared_where_both_authorities_agreed(
    client, authority, other_authority, programme, challenge, manager, at
):
    ApplicationFactory.create_batch(2, page=challenge)
    elsewhere = ProgrammePageFactory(authority=other_authority, title="Elsewhere")
    draft = ProgrammePageFactory(authority=other_authority, title="Their draft", live=False)
    assert elsewhere not in programmes_beside(authority)
    AuthoritySettings.objects.update(shares_programmes=True)
    assert elsewhere in programmes_beside(authority)
    assert draft not in programmes_beside(authority)
    client.force_login(manager)
    page = client.get("/admin/programmes/", **at).text
    assert "Elsewhere" in page
    assert f"/admin/programmes/{elsewhere.pk}/" not in page
    assert client.get(f"/admin/programmes/{elsewhere.pk}/", **at).status_code == 404
    (row,) = compare([programme], timezone.now())
    assert row.values[:2] == (1, 2)


def test_the_list_of_programmes_compares_them_in_as_many_queries_for_many(
    browse, authority, programme, challenge
):
    ProgrammePageFactory(authority=authority)
    listing = Page.objects.get(pk=programme.pk).get_parent().url
    page = browse(listing).text
    assert "Programmes beside one another" in page
    keys = [programme, *ProgrammePageFactory.create_batch(2, authority=authority)]
    few = count_queries(lambda: compare(keys, timezone.now()))
    keys += ProgrammePageFactory.create_batch(17, authority=authority)
    assert count_queries(lambda: compare(keys, timezone.now())) == few <= 6
    second = browse(f"{listing}?page=2").text
    assert page.count("<article") == 2
    assert second.count("<article") == 1


def test_the_dashboard_asks_no_more_for_many(client, authority, programme, challenge, manager, at):
    client.force_login(manager)
    address = f"/admin/programmes/{programme.pk}/"

    def fill(number):
        for _one in range(number):
            ApplicationFactory(page=challenge)
            ProposalFactory(authority=authority, programme=programme)
            session = SessionFactory(programme=programme, held=True)
            AttendanceFactory.create_batch(2, session=session, there=True)
            SessionFactory(programme=programme)
            page = ChallengePageFactory(
                authority=authority, programme=programme, stage=Stage.SELECTED
            )
            MilestoneFactory(challenge=page, owner=manager)

    fill(2)
    few = count_queries(lambda: programme_figures(programme, authority, timezone.now()))
    whole = count_queries(lambda: client.get(address, **at))
    fill(4)
    assert count_queries(lambda: programme_figures(programme, authority, timezone.now())) == few
    assert count_queries(lambda: client.get(address, **at)) == whole
    assert few <= 30
    assert Application.objects.count() == 6
