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
            assert aside.typed[name] == [mine[name]]
    clash = {n for n in NAMES if before[n] != theirs[n] and mine[n] not in (before[n], theirs[n])}
    assert {conflict.field for conflict in saved.conflicts} == clash
