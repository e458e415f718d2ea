"""Nothing of one authority opens, changes or shows to anybody of another."""

import pytest

from tests.permissions.answering import Answer, ask
from tests.permissions.people import MANAGERS, STAFF, Who
from tests.permissions.table import KEPT, TABLE
from tests.permissions.test_table import METHODS, by_name

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# How somebody looks at their own queue, and whom they invite to their own authority.
OWN_VIEW = {
    "applications_savedfilter",
    "applications_queuecolumns",
    "authorities_invitation",
    "post_office_email",
}
NOTHING = {Answer.NOT_FOUND, Answer.NO_METHOD, Answer.SIGN_IN}
# Here a superuser is everybody's; the others work for one authority.
THEIRS = [who for who in Who if who is not Who.SUPERUSER]


def hosts_for(who, other, own):
    """Return at whose addresses the person tries: who may most, also at those of the place."""
    sites = (other.authority, own.authority)
    return sites if who in (Who.MANAGER, Who.ADMINISTRATOR) else sites[:1]


@pytest.mark.parametrize("row", by_name([row for row in (*TABLE, *KEPT) if row.is_keyed]))
def test_its_addresses_are_not_found(own, other, row):
    wrong = []
    refusals = NOTHING | ({Answer.REFUSED} if row.says_no else set())
    for who in THEIRS:
        for method in METHODS:
            for at in hosts_for(who, other, own):
                heard = ask(
                    other.crowd.browsers[who],
                    method,
                    row.path(own),
                    row.typed(own),
                    headers={"host": at.hostname},
                )
                if heard.answer not in refusals or heard.written or own.word in heard.body:
                    wrong.append(f"{who}, {method} at {at.hostname}: {heard.answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", by_name([row for row in (*TABLE, *KEPT) if not row.is_keyed]))
def test_its_lists_and_tables_hold_nothing_of_it(own, other, row):
    wrong = []
    for who in THEIRS:
        for method in METHODS:
            for at in hosts_for(who, other, own):
                heard = ask(
                    other.crowd.browsers[who],
                    method,
                    row.path(own),
                    row.typed(own),
                    headers={"host": at.hostname},
                )
                if heard.answer is Answer.BROKEN or own.word.lower() in heard.body.lower():
                    wrong.append(f"{who}, {method} at {at.hostname}: {heard.answer}")
                if method == "post" and heard.written - OWN_VIEW:
                    wrong.append(f"{who}, {method}: wrote {sorted(heard.written)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", by_name([row for row in TABLE if len(row.about.split()) > 1]))
def test_a_key_of_another_authority_behind_one_of_ones_own_is_not_found(own, other, row):
    for who in MANAGERS | {Who.AUDITOR}:
        for method in METHODS:
            heard = ask(own.crowd.browsers[who], method, row.path(own, rest=other), row.typed(own))
            assert heard.answer in NOTHING | {Answer.REFUSED}, (who, method, heard.answer)
            assert not heard.written
            assert other.word not in heard.body


TYPED_KEYS = (
    "hand_over_work",
    "queue_bulk",
    "failed_mails",
    "extensions",
    "assessment_assign",
    "assessment_invite_pool",
    "assessment_conflict",
    "observers",
    "procurement",
)


@pytest.mark.parametrize("row", by_name([row for row in TABLE if row.name in TYPED_KEYS]))
def test_what_is_typed_cannot_name_what_is_anothers(own, other, row):
    heard = ask(own.crowd.browsers[Who.MANAGER], "post", row.path(own), row.typed(other))
    assert heard.answer in (Answer.NOT_FOUND, Answer.REFUSED, Answer.FORM)
    assert not heard.written
    assert other.word not in heard.body


def test_the_first_page_of_the_admin_holds_nothing_of_it(own, other):
    for who in STAFF - {Who.SUPERUSER}:
        assert own.word not in ask(other.crowd.browsers[who], "get", "/admin/").body


def test_an_observer_of_another_challenge_reads_nothing_of_this_one(own):
    browser = own.crowd.browsers[Who.OTHER_OBSERVER]
    for row in TABLE:
        for method in METHODS:
            body = ask(browser, method, row.path(own, Who.OTHER_OBSERVER), row.typed(own)).body
            # Their own saved filter, and what the authority's challenges are about.
            for known in (f"{own.word} filter", f"{own.word} health"):
                body = body.replace(known, "")
            assert own.word not in body, (row.name, method)
