"""The assessors' private addresses: a code in the invited mailbox opens them, and nothing else."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests.permissions.answering import Answer, ask
from tests.permissions.people import Who
from tests.permissions.table import PUBLIC
from tests.permissions.test_table import METHODS
from tests.signing_in import sign_in_by_code

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

INVITED = ("sender", "scorer", "recused", "declined", "removed", "invited")
PERSONAL = [name for name, about in PUBLIC.items() if about]


@pytest.fixture(scope="module")
def browsers(places):
    """A browser for each assessor, signed in by a code."""
    found = {}
    for name in INVITED:
        found[name] = Client(
            headers={"host": places[0].authority.hostname}, raise_request_exception=False
        )
        email = places[0].made[name].email
        sign_in_by_code(found[name], email, at=places[0].authority)
    return found


def path_of(place, name, owner):
    """Return the address of an assessor's, about the assignment that they have or had."""
    keys = {"sender": "sent", "scorer": "in_hand", "recused": "ended"}
    assignment = place.made[keys.get(owner, "sent")]
    values = {
        "secret": place.made[owner].secret,
        "key": assignment.key if assignment else uuid.uuid4(),
        "file": place.key("file"),
    }
    return reverse(name, args=[values[one] for one in PUBLIC[name].split()])


@pytest.mark.parametrize("name", PERSONAL)
def test_nobody_else_opens_an_assessors_address(own, other, browsers, name):
    """Not the staff either: a password proves no mailbox."""
    path = path_of(own, name, "scorer")
    others = {who: own.crowd.browsers[who] for who in Who}
    others |= {one: browsers[one] for one in INVITED if one != "scorer"}
    wrong = []
    for who, browser in others.items():
        for method in METHODS:
            heard = ask(browser, method, path)
            if heard.answer not in (Answer.SIGN_IN, Answer.NO_METHOD) or own.word in heard.body:
                wrong.append(f"{who}, {method}: {heard.answer}")
            if any(table.startswith("applications_") for table in heard.written - MAIL):
                wrong.append(f"{who}, {method}: wrote {sorted(heard.written)}")
    heard = ask(other.crowd.browsers[Who.GUEST], "get", path)
    assert heard.answer in (Answer.NOT_FOUND, Answer.NO_METHOD)
    assert not wrong, "\n".join(wrong)


AT_WORK = {
    "assessor",
    "assessor_declare",
    "assessor_application",
    "assessor_give_back",
    "assessor_pack",
}
# To be asked for a code is to get one.
MAIL = {"applications_letter"}


@pytest.mark.parametrize(
    ("owner", "reads"),
    [
        ("sender", AT_WORK),
        ("scorer", AT_WORK),
        ("recused", {"assessor", "assessor_declare"}),
        ("declined", {"assessor"}),
        ("removed", set()),
        ("invited", {"assessor"}),
    ],
)
def test_an_assessor_opens_what_is_theirs_now(own, browsers, owner, reads):
    shown = set()
    for name in PERSONAL:
        for method in METHODS:
            heard = ask(browsers[owner], method, path_of(own, name, owner))
            assert heard.answer is not Answer.BROKEN, (name, method)
            if method == "get" and heard.answer is Answer.READS:
                shown.add(name)
            if owner != "scorer":
                assert f"Unsent{own.word}" not in heard.body, (name, method)
            if owner in ("recused", "declined", "removed", "invited"):
                assert f"{own.word} wall" not in heard.body, (name, method)
                assert method == "get" or not heard.written, (name, method)
    assert shown - {"assessor_file"} == reads


@pytest.mark.parametrize("name", [name for name in PERSONAL if "key" in PUBLIC[name]])
def test_an_assignment_of_another_assessor_is_not_found_behind_ones_own_address(
    own, browsers, name
):
    path = path_of(own, name, "sender").replace(
        own.made["sender"].secret, own.made["scorer"].secret
    )
    for method in METHODS:
        heard = ask(browsers["scorer"], method, path)
        assert heard.answer in (Answer.NOT_FOUND, Answer.NO_METHOD)


def test_the_list_of_invitations_is_the_proven_addresss_own(own, browsers):
    for who in (*Who,):
        heard = ask(own.crowd.browsers[who], "get", reverse("assessing"))
        proven = who in (Who.BUSINESS, Who.GUEST)
        assert heard.answer is (Answer.READS if proven else Answer.SIGN_IN), who
    assert (
        own.made["scorer"].secret not in ask(browsers["sender"], "get", reverse("assessing")).body
    )
