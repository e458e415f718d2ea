"""Money: what is not recorded is not £0, what is awarded is awarded once, changes are kept."""

import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import ModelLogEntry

from authorities.models import Role
from challenges.models import BudgetLine, Payment
from challenges.programmes.budget.figures import money_figures, pounds
from tests.factories import ChallengePageFactory, ProgrammePageFactory, UserFactory

pytestmark = pytest.mark.django_db
LINES = "/admin/snippets/challenges/budgetline"
PAYMENTS = "/admin/snippets/challenges/payment"


def figures():
    return money_figures(BudgetLine.objects.all(), Payment.objects.all())


@pytest.fixture
def line(authority, programme):
    return BudgetLine.objects.create(
        authority=authority, programme=programme, funder="WMIP", amount=100_000
    )


def test_pence_are_kept_to_the_last(authority, programme, line):
    for _time in range(3):
        Payment.objects.create(
            authority=authority,
            programme=programme,
            line=line,
            recipient="Okafor",
            amount=Decimal("33333.33"),
        )
    assert figures().total.cells() == ["£100,000", "not recorded", "£99,999.99", "£0.01"]


def test_what_nobody_recorded_is_not_zero(authority, programme):
    BudgetLine.objects.create(authority=authority, programme=programme, funder="A", amount=80_000)
    BudgetLine.objects.create(authority=authority, programme=programme, funder="B", amount=9_000)
    unknown = BudgetLine.objects.create(authority=authority, programme=programme, funder="C")
    found = figures()
    assert found.total.cells() == ["£89,000", "not recorded", "not recorded", "not recorded"]
    unknown.amount = 0
    unknown.save()
    assert [row.cells()[0] for row in figures().lines] == ["£80,000", "£9,000", "£0"]
    assert pounds(Decimal("-0.5")) == "−£0.50"


def test_awards_and_payments_stand_by_challenge(authority, programme):
    page = ChallengePageFactory(authority=authority, programme=programme, title="Damp")
    for kind, amount in (("award", 20_000), ("payment", 5_000), ("payment", 2_500)):
        Payment.objects.create(
            authority=authority,
            programme=programme,
            challenge=page,
            recipient="Okafor",
            kind=kind,
            amount=amount,
        )
    (row,) = figures().challenges
    assert (row.label, row.awarded, row.spent) == ("Damp", 20_000, 7_500)


@pytest.mark.parametrize(
    ("typed", "kept"), [("£12,500.50", "12500.50"), ("12 500", "12500"), ("0", "0"), ("", None)]
)
def test_amounts_are_read_as_people_write_them(client, manager, programme, at, typed, kept):
    client.force_login(manager)
    values = {"programme": programme.pk, "funder": "WMIP", "purpose": "", "amount": typed}
    assert client.post(f"{LINES}/add/", values, **at).status_code == 302
    amount = BudgetLine.objects.get().amount
    assert amount == (None if kept is None else Decimal(kept))


@pytest.mark.parametrize("typed", ["-5", "a lot", "1.234", "99999999999"])
def test_what_is_no_amount_is_refused_with_what_was_typed(client, manager, programme, at, typed):
    client.force_login(manager)
    values = {"programme": programme.pk, "funder": "WMIP", "purpose": "", "amount": typed}
    answer = client.post(f"{LINES}/add/", values, **at)
    assert answer.status_code == 200
    assert f'value="{typed}"' in answer.text
    assert not BudgetLine.objects.exists()


def test_a_change_keeps_what_it_was_and_nothing_is_deleted(client, manager, line, at):
    client.force_login(manager)
    values = {
        "programme": line.programme_id,
        "funder": "WMIP",
        "purpose": "",
        "amount": "80,000",
        "is_public": "on",
    }
    assert client.post(f"{LINES}/edit/{line.pk}/", values, **at).status_code == 302
    message = ModelLogEntry.objects.get(action="programmes.changed").message
    assert "100000.00, now 80000" in message
    assert message in client.get(f"{LINES}/history/{line.pk}/", **at).text
    client.post(f"{LINES}/delete/{line.pk}/", **at)
    assert BudgetLine.objects.exists()


def test_a_challenge_of_another_programme_is_refused(client, manager, authority, programme, at):
    page = ChallengePageFactory(authority=authority)
    client.force_login(manager)
    values = award(programme, page)
    assert "of this programme" in client.post(f"{PAYMENTS}/add/", values, **at).text
    assert not Payment.objects.exists()


def award(programme, page):
    return {
        "programme": programme.pk,
        "challenge": page.pk,
        "line": "",
        "kind": "award",
        "recipient": "Okafor Ltd",
        "amount": "20000",
        "on": "",
        "note": "",
    }


def test_an_award_stands_once_however_its_name_is_written(
    client, manager, authority, programme, at
):
    page = ChallengePageFactory(authority=authority, programme=programme)
    client.force_login(manager)
    assert client.post(f"{PAYMENTS}/add/", award(programme, page), **at).status_code == 302
    again = award(programme, page) | {"recipient": "OKAFOR Ltd"}
    assert "stands already" in client.post(f"{PAYMENTS}/add/", again, **at).text
    assert Payment.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_award_that_is_sent_eight_times_at_once_is_kept_once(authority):
    programme = ProgrammePageFactory(authority=authority)
    page = ChallengePageFactory(authority=authority, programme=programme)
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    browsers = [Client(headers={"host": authority.hostname}) for _ in range(8)]
    for browser in browsers:
        browser.force_login(manager)
    start, statuses = threading.Barrier(8), []

    def send(browser):
        start.wait()
        try:
            statuses.append(browser.post(f"{PAYMENTS}/add/", award(programme, page)).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * 7 + [302]
    assert Payment.objects.count() == 1


def test_a_form_begins_with_the_programme_that_the_address_names_if_it_is_ones_own(
    client, programme, other_authority, manager, at
):
    client.force_login(manager)
    theirs = ProgrammePageFactory(authority=other_authority, title="Theirs")
    chosen = f'<option value="{programme.pk}" selected>'
    assert chosen in client.get(f"{LINES}/add/?programme={programme.pk}", **at).text
    page = client.get(f"{LINES}/add/?programme={theirs.pk}", **at).text
    assert chosen not in page
    assert "Theirs" not in page
