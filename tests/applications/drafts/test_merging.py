"""Whatever two people type at once: nothing is overwritten, and nothing is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.drafts import saving
from applications.models import Draft, DraftVersion
from tests.factories import ChallengePageFactory, DraftFactory

NAMES = ("business_name", "contact_name", "postcode")
WORDS = st.sampled_from(["", "one", "two", "three"])
TEXTS = st.fixed_dictionaries(dict.fromkeys(NAMES, WORDS))


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


def typed(texts):
    return {name: {name: [text]} for name, text in texts.items()}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_each_text_that_somebody_changed_is_in_the_draft_or_kept_aside(
    challenge, before, theirs, mine
):
    flat = {name: [text] for name, text in before.items()}
    draft = DraftFactory(page=challenge, typed=flat)
    DraftVersion.objects.create(draft=draft, number=1, typed=flat)
    saving.save(draft, challenge, typed(theirs), seen=1)
    saved = saving.save(draft, challenge, typed(mine), seen=1)
    kept = Draft.objects.get(pk=draft.pk).typed
    aside = draft.versions.filter(is_aside=True).first()
    for name in NAMES:
        if theirs[name] != before[name]:
            assert kept[name] == [theirs[name]]
        if mine[name] != before[name] and not saved.conflicts:
            assert kept[name] == [mine[name]]
        if mine[name] != before[name] and saved.conflicts:
            assert [mine[name]] in (kept[name], aside.typed.get(name))
    clash = {n for n in NAMES if before[n] != theirs[n] and mine[n] not in (before[n], theirs[n])}
    assert {conflict.field for conflict in saved.conflicts} == clash


def save(draft, challenge, seen, window="", **texts):
    return saving.save(
        draft,
        challenge,
        typed({name: texts.get(name, "") for name in NAMES}),
        seen=seen,
        window=window,
    )


@pytest.fixture
def draft(challenge):
    return saving.start(challenge)


def test_a_window_that_did_not_hear_of_its_own_save_is_no_other_person(draft, challenge):
    save(draft, challenge, 0, "mine", business_name="one", postcode="one")
    saved = save(draft, challenge, 0, "mine", business_name="one two")
    assert not saved.conflicts
    assert not saved.was_merged
    kept = Draft.objects.get().typed
    assert (kept["business_name"], kept["postcode"]) == (["one two"], [""])


def test_what_another_window_changed_after_it_is_still_a_conflict(draft, challenge):
    save(draft, challenge, 0, "mine", business_name="one")
    save(draft, challenge, 1, "other", business_name="two")
    saved = save(draft, challenge, 0, "mine", business_name="three")
    assert [conflict.field for conflict in saved.conflicts] == ["business_name"]
    assert Draft.objects.get().business_name == "two"


def test_two_windows_that_do_not_say_which_they_are_are_two_people(draft, challenge):
    save(draft, challenge, 0, business_name="one")
    assert save(draft, challenge, 0, business_name="two").conflicts


def test_what_another_window_changed_elsewhere_stays_and_is_said(draft, challenge):
    save(draft, challenge, 0, "other", postcode="B1 1BB")
    saved = save(draft, challenge, 0, "mine", business_name="one")
    assert saved.was_merged
    assert Draft.objects.get().typed["postcode"] == ["B1 1BB"]
