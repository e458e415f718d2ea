"""What is sealed is read by nobody before the closing, at any address."""

import pytest

from tests.permissions.answering import Answer, ask
from tests.permissions.people import MOVERS, Who
from tests.permissions.sealed_scene import SEALED, sealed_place
from tests.permissions.table import TABLE
from tests.permissions.test_table import METHODS, by_name

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Of the page, not of what was sent to it; or a look, which is on the record.
STILL_WRITTEN = {"observers", "extensions", "application_look"}


@pytest.fixture(scope="module")
def sealed(places):
    """A challenge that is sealed and open, with an application in assessment."""
    return sealed_place(places[0])


# What is there only once a challenge has closed: letters, releases, work in hand.
LATER = {"closed", "complaint", "filter", "in_hand", "invited", "letter", "recused", "release"}
# Between two authorities, of the brief alone.
OF_THE_BRIEF = {"joining", "needed"}
BEFORE_CLOSING = [row for row in TABLE if not set(row.about.split()) & (LATER | OF_THE_BRIEF)]


@pytest.mark.parametrize("row", by_name(BEFORE_CLOSING))
def test_nobody_reads_what_is_sealed(sealed, row):
    wrong = []
    for who in Who:
        for method in METHODS:
            heard = ask(
                sealed.crowd.browsers[who], method, row.path(sealed, who), row.typed(sealed)
            )
            if SEALED.lower() in heard.body.lower():
                wrong.append(f"{who}, {method}: {heard.answer}, and reads it")
            if heard.answer is Answer.BROKEN:
                wrong.append(f"{who}, {method}: {heard.answer}")
            if "assessed" in row.about and heard.written and row.name not in STILL_WRITTEN:
                wrong.append(f"{who}, {method}: wrote {sorted(heard.written)}")
    assert not wrong, "\n".join(wrong)


def test_the_first_page_of_the_admin_names_nobody_who_sent_it(sealed):
    for who in MOVERS | {Who.AUDITOR, Who.OBSERVER}:
        assert SEALED not in ask(sealed.crowd.browsers[who], "get", "/admin/").body
