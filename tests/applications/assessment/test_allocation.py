"""Sharing out: even, complete, and never against a conflict."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.assessment.assessors.allocation import allocate

pytestmark = pytest.mark.one_database

APPLICATIONS = st.integers(0, 9).map(lambda number: list(range(100, 100 + number)))
ASSESSORS = st.integers(0, 6).map(lambda number: list(range(1, 1 + number)))


@st.composite
def rounds(draw):
    """Draw applications, assessors, what is barred and what stands already."""
    applications, assessors = draw(APPLICATIONS), draw(ASSESSORS)
    pairs = [(one, key) for one in assessors for key in applications]
    some = st.sets(st.sampled_from(pairs)) if pairs else st.just(set())
    barred = draw(some)
    standing = {}
    for assessor, application in draw(some) - barred:
        standing.setdefault(application, set()).add(assessor)
    return applications, assessors, barred, standing


def loads(assessors, pairs, standing=()):
    counted = Counter(assessor for assessor, _application in pairs)
    counted.update(one for had in dict(standing).values() for one in had)
    return {key: counted[key] for key in assessors}


@given(APPLICATIONS, ASSESSORS, st.integers(1, 4), st.integers())
def test_loads_differ_by_at_most_one_where_nothing_stands_against_it(
    applications, assessors, target, seed
):
    found = loads(assessors, allocate(applications, assessors, target=target, seed=seed))
    assert max(found.values(), default=0) - min(found.values(), default=0) <= 1


@given(rounds(), st.integers(1, 4))
def test_no_barred_pair_and_nothing_twice(drawn, target):
    applications, assessors, barred, standing = drawn
    pairs = allocate(applications, assessors, target=target, barred=barred, standing=standing)
    assert not set(pairs) & barred
    assert len(set(pairs)) == len(pairs)
    assert not any(assessor in standing.get(key, ()) for assessor, key in pairs)


@given(rounds(), st.integers(1, 4))
def test_every_application_has_its_target_or_everybody_who_may_have_it(drawn, target):
    applications, assessors, barred, standing = drawn
    pairs = allocate(applications, assessors, target=target, barred=barred, standing=standing)
    given_to = Counter(application for _assessor, application in pairs)
    for application in applications:
        had = standing.get(application, set())
        free = [one for one in assessors if one not in had and (one, application) not in barred]
        assert given_to[application] == min(max(0, target - len(had)), len(free))


@given(rounds(), st.integers(1, 3))
def test_nobody_could_hand_one_on_to_somebody_with_two_fewer(drawn, target):
    applications, assessors, barred, standing = drawn
    pairs = allocate(applications, assessors, target=target, barred=barred, standing=standing)
    found = loads(assessors, pairs, standing)
    for giver, application in pairs:
        for taker in assessors:
            may_take = (
                (taker, application) not in pairs
                and (taker, application) not in barred
                and taker not in standing.get(application, ())
            )
            assert not may_take or found[taker] > found[giver] - 2


@given(rounds(), st.integers(1, 4), st.integers())
def test_the_same_seed_shares_out_the_same_way(drawn, target, seed):
    applications, assessors, barred, standing = drawn
    one, other = (
        allocate(ordered, assessors, target=target, barred=barred, standing=standing, seed=seed)
        for ordered in (applications, applications[::-1])
    )
    assert sorted(one) == sorted(other)
