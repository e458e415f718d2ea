"""No address of the admin says anything of another authority, to anybody."""

import pytest

from authorities.narrowing import middleware
from tests.permissions.people import Who
from tests.permissions.sweep.addresses import NoExample, addresses
from tests.permissions.sweep.asking import is_answered, leaks_in, requests_of, state_of, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROLES = [
    Who.EDITOR,
    Who.APPROVER,
    Who.MODERATOR,
    Who.ASSESSOR,
    Who.MANAGER,
    Who.AUDITOR,
    Who.OBSERVER,
    Who.ADMINISTRATOR,
]
# Where Wagtail's own views tell everybody of the staff what they hold.
OPEN_WITHOUT_THE_RULE = [
    "wagtail_bulk_action",
    "wagtailadmin_api:documents:listing",
    "wagtailadmin_api:images:detail",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_workflows:task_chooser",
]


def test_every_address_of_the_admin_has_an_example(planted):
    missing = []
    for address in addresses():
        try:
            address.paths(planted[0], Who.MANAGER)
        except NoExample as reason:
            missing.append(str(reason))
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("who", ROLES)
def test_nothing_of_another_authority_comes_to_a_member(planted, who):
    own, other = planted
    leaks = sweep(own, other, own.crowd.browsers[who], who)
    assert not leaks, "\n".join(leaks)


def test_nothing_comes_to_who_has_no_role(planted, without_role):
    own, other = planted
    leaks = sweep(own, other, without_role, Who.EDITOR)
    assert not leaks, "\n".join(leaks)


def leaking(planted, who: Who) -> set[str]:
    """Return the names of those addresses that say something of the other authority."""
    own, other = planted
    before = state_of(other)
    return {
        address.name
        for address in addresses()
        if address.name in OPEN_WITHOUT_THE_RULE
        for asked in requests_of(address, own, other, who)
        if asked.method == "get" and leaks_in(asked, own.crowd.browsers[who], other, before)
    }


def test_the_sweep_hears_of_leaks_where_the_rule_is_off(planted, monkeypatch):
    monkeypatch.setattr(middleware, "_acting_in", lambda request: None)
    assert leaking(planted, Who.MANAGER) == set(OPEN_WITHOUT_THE_RULE)


def test_a_superuser_sees_what_all_authorities_have(planted):
    assert leaking(planted, Who.SUPERUSER) == set(OPEN_WITHOUT_THE_RULE)


@pytest.mark.parametrize("who", [Who.MANAGER, Who.SUPERUSER])
def test_no_address_breaks_when_a_form_comes_without_its_fields(planted, who):
    own, _other = planted
    junk = dict.fromkeys(("text", "body", "url", "title", "action", "id", "data"), "?")
    broken = [
        f"{path} with {', '.join(typed) or 'nothing'}"
        for address in addresses()
        for path in address.paths(own, who)
        for typed in ({}, junk)
        if not is_answered(own.crowd.browsers[who], path, typed)
    ]
    assert not broken, "\n".join(broken)
