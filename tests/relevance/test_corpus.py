"""The corpus is what a search is measured with: the same each time, varied, and realistic."""

from collections import Counter

import pytest

from challenges.models import ChallengePage
from tests.relevance.briefs import about, brief
from tests.relevance.vocabulary import topics

pytestmark = pytest.mark.one_database

SIZE = 2000
TEXTS = ("title", "question", "summary", *ChallengePage.ANSWERS)


@pytest.fixture(scope="module")
def texts():
    """All that each brief says, as plain text."""
    return [" ".join(brief(number)[name] for name in TEXTS) for number in range(SIZE)]


def test_a_brief_follows_from_its_number_alone():
    first = brief(1), about(1)
    brief(2)
    assert (brief(1), about(1)) == first


def test_no_two_briefs_say_the_same(texts):
    assert len(set(texts)) == SIZE


def test_briefs_are_as_long_as_real_ones(texts):
    lengths = sorted(len(text.split()) for text in texts)
    assert lengths[0] > 200
    assert 500 < lengths[SIZE // 2] < 900
    assert lengths[-1] < 1500


def test_every_word_in_braces_is_filled_in(texts):
    assert not [text for text in texts if "{" in text or "}" in text]


def test_a_brief_fits_into_a_challenge():
    for number in range(SIZE):
        fields = brief(number)
        for name in ("title", "slug", "question", "summary"):
            assert len(fields[name]) <= ChallengePage._meta.get_field(name).max_length
        assert fields["question"].endswith("?")


def test_every_topic_has_several_briefs_and_none_has_most_of_them():
    counted = Counter(about(number).topic for number in range(SIZE))
    assert len(topics()) >= 60
    assert set(counted) == set(topics())
    assert min(counted.values()) >= 5
    assert max(counted.values()) < SIZE / 20


def test_a_quiet_brief_tells_its_topic_in_the_answers_alone():
    quiet = next(number for number in range(SIZE) if about(number).is_quiet)
    fields, topic = brief(quiet), topics()[about(quiet).topic]
    assert not [title for title in topic.titles if title in fields["title"]]
    assert topic.users[0].split("{")[0] in fields["end_users"]


def test_a_brief_can_mention_a_topic_that_it_is_not_about():
    number = next(number for number in range(SIZE) if about(number).aside)
    mentioned = topics()[about(number).aside]
    assert mentioned.name != about(number).topic
    assert mentioned.aside in " ".join(brief(number)[name] for name in ChallengePage.ANSWERS)
