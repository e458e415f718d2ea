"""Every role at every staff address, and no address that is not in the table."""

import pytest
from django.urls import get_resolver

from tests.permissions.answering import Answer, ask
from tests.permissions.people import LISTERS, MOVERS, STAFF, Who
from tests.permissions.rows import Row
from tests.permissions.table import KEPT, OWNED, PUBLIC, SIGNING_IN, TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

METHODS = ("get", "post")
APPS = ("applications", "authorities", "businesses", "challenges", "home", "marketplace", "search")


def by_name(rows):
    return [pytest.param(row, id=row.name) for row in rows]


def addresses(resolver, before="", space=""):
    """Yield the route, the name and the module of each address."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one, route, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            view = getattr(one.callback, "view_class", one.callback)
            yield route, f"{space}{one.name}", view.__module__


def test_every_address_of_ours_below_the_admin_is_in_the_table():
    spaces = tuple(f"{kind}_{model}:" for model in OWNED for kind in SNIPPETS)
    ours = {
        name
        for route, name, module in addresses(get_resolver())
        if route.startswith("admin/")
        and name != "None"
        and (module.split(".")[0] in APPS or name.startswith(("queue_modeladmin_", *spaces)))
    }
    assert ours == {row.name for row in (*TABLE, *KEPT)} | SIGNING_IN


SNIPPETS = ("wagtailsnippets", "wagtailsnippetchoosers")


def test_every_address_of_the_assessors_is_in_theirs():
    found = {
        name for route, name, _module in addresses(get_resolver()) if route[:10] == "assessing/"
    }
    assert found == set(PUBLIC)


@pytest.mark.parametrize("row", by_name(TABLE))
def test_each_address_answers_each_role_as_the_table_says(own, row):
    wrong = []
    for who in Who:
        for method in METHODS:
            heard = ask(own.crowd.browsers[who], method, row.path(own, who), row.typed(own))
            expected = row.expected(who, method)
            if heard.answer is not expected:
                wrong.append(f"{who}, {method}: {heard.answer} ({heard.status}), not {expected}")
            if f"Unsent{own.word}" in heard.body:
                wrong.append(f"{who}, {method}: reads what was not sent")
            if f"Untold{own.word}" in heard.body and who not in MOVERS:
                wrong.append(f"{who}, {method}: reads what was not told")
            if expected not in (Answer.READS, Answer.WRITES) and heard.written:
                wrong.append(f"{who}, {method}: wrote {sorted(heard.written)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", by_name(KEPT))
def test_each_snippet_answers_each_role_as_the_table_says(own, row: Row):
    """Wagtail's own pages: who may is shown the page or the form, who may not is refused."""
    wrong = []
    for who in Who:
        for method in METHODS:
            heard = ask(own.crowd.browsers[who], method, row.path(own, who))
            if who not in STAFF:
                fits = heard.answer is Answer.SIGN_IN
            elif who in row.reads:
                fits = heard.answer not in (Answer.REFUSED, Answer.BROKEN, Answer.SIGN_IN)
            else:
                fits = heard.answer in (Answer.REFUSED, Answer.NOT_FOUND, Answer.NO_METHOD)
            if not fits:
                wrong.append(f"{who}, {method}: {heard.answer} ({heard.status})")
            if heard.written and who not in row.reads:
                wrong.append(f"{who}, {method}: wrote {sorted(heard.written)}")
    assert not wrong, "\n".join(wrong)


def test_the_menu_and_the_desk_are_for_who_reads_applications(own):
    for who in STAFF:
        body = ask(own.crowd.browsers[who], "get", "/admin/").body
        seen = [
            text in body for text in ("/admin/queue/", "/admin/progress/", "Challenge progress")
        ]
        seen.append('id="home-desk"' in body)
        assert seen == [who in LISTERS] * 4, who
