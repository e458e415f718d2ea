"""Legal holds: set and lifted by a programme manager, with a reason, on the record."""

import pytest

from applications.models import Entry, Event, LegalHold
from applications.workflow.legal_holds import HoldRefused, is_held, lift_hold, set_hold
from authorities.models import Role
from tests.factories import ApplicationFactory, UserFactory


def test_a_hold_covers_one_application_or_all_of_its_page(recorded, manager):
    hold = set_hold(recorded.told, reason="A complaint.", by=manager)
    assert is_held(recorded.told)
    assert not is_held(recorded.untold)
    lift_hold(hold, reason="It is settled.", by=manager)
    assert not is_held(recorded.told)
    set_hold(recorded.told, whole_page=True, reason="A court.", by=manager)
    assert is_held(recorded.untold)
    events = Entry.objects.filter(page=recorded.page).values_list("event", flat=True)
    assert list(events)[-3:] == [Event.LEGAL_HOLD, Event.LEGAL_HOLD_LIFTED, Event.LEGAL_HOLD]


def test_it_needs_a_reason_and_is_lifted_once(recorded, manager):
    with pytest.raises(HoldRefused, match="Write the reason"):
        set_hold(recorded.told, reason=" ", by=manager)
    hold = set_hold(recorded.told, reason="A complaint.", by=manager)
    lift_hold(hold, reason="Settled.", by=manager)
    with pytest.raises(HoldRefused, match="lifted already"):
        lift_hold(hold, reason="Again.", by=manager)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.AUDITOR, Role.EDITOR])
def test_others_set_none(recorded, authority, role):
    with pytest.raises(HoldRefused, match="Only a programme manager"):
        set_hold(recorded.told, reason="x", by=UserFactory.working_for(authority, role))


def test_it_is_set_and_lifted_on_the_applications_record(recorded, manager, moderator, sign_in):
    address = f"/admin/record/application/{recorded.told.pk}/"
    assert "Set a hold on" not in sign_in(moderator).get(address).text
    assert sign_in(moderator).post(address, {"reason": "x"}).status_code == 404
    client = sign_in(manager)
    assert client.post(address, {"scope": "page", "reason": ""}).status_code == 422
    client.post(address, {"scope": "page", "reason": "A court."})
    hold = LegalHold.objects.get()
    assert hold.application is None
    assert "A court." in client.get(address).text
    client.post(address, {"lift": hold.pk, "reason": "Settled."})
    assert "lifted on" in client.get(address).text


def test_the_applications_record_shows_its_history(recorded, auditor, sign_in):
    shown = sign_in(auditor).get(f"/admin/record/application/{recorded.told.pk}/").text
    for entry in Entry.objects.filter(application=recorded.told):
        assert entry.hash in shown


def test_a_hold_of_another_application_is_not_lifted_here(recorded, manager, sign_in):
    other = ApplicationFactory(page=recorded.page)
    hold = set_hold(other, reason="A complaint.", by=manager)
    address = f"/admin/record/application/{recorded.told.pk}/"
    assert sign_in(manager).post(address, {"lift": hold.pk, "reason": "x"}).status_code == 404
