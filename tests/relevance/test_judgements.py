"""The judged queries can be trusted: there are enough, and each names what there is."""

from collections import Counter

import pytest

from tests.relevance.briefs import about
from tests.relevance.judgements import LAY, Query, queries
from tests.relevance.vocabulary import read, shared, topics

KINDS = {
    "plain",
    "phrase",
    "stem",
    "misspelt",
    "synonym",
    "sentence",
    "nonsense",
    "quotes and operators",
    "emoji",
    "10,000 characters",
}
NAMES = {
    "topic": set(topics()),
    "place": set(shared()["places"]),
    **{kind: {row["name"] for row in shared()[kind]} for kind in ("angle", "group", "technology")},
}


def brief_about(topic, **changes):
    """Return what a brief is about, of this topic."""
    found = next(row for row in map(about, range(2000)) if row.topic == topic)
    return type(found)(**(vars(found) | changes))


def test_there_are_at_least_sixty_queries_and_every_kind():
    counted = Counter(query.kind for query in queries())
    assert counted.total() >= 60
    assert set(counted) == KINDS
    assert min(counted.values()) >= 4


def test_a_hundred_queries_are_in_the_words_of_who_saw_no_results():
    counted = Counter(query.kind for query in queries(LAY))
    assert counted.total() == 100
    assert {"lay", "trade", "question", "language", "nothing"} < set(counted)


def test_no_query_is_judged_twice():
    both = queries() + queries(LAY)
    assert max(Counter((query.words, query.length) for query in both).values()) == 1


@pytest.mark.parametrize("query", queries() + queries(LAY), ids=lambda query: query.words)
def test_a_judgement_names_what_the_corpus_has(query):
    assert not [
        (name, value)
        for condition in query.conditions()
        for name, value in condition.items()
        if value not in NAMES[name]
    ]


def test_what_should_be_found_is_there():
    briefs = [about(number) for number in range(2000)]
    missing = [
        query.words
        for query in queries() + queries(LAY)
        if query.best and not any(map(query.grade, briefs))
    ]
    assert missing == []


def test_nonsense_and_nothing_else_finds_nothing():
    without = {query.kind for query in queries() if not query.conditions()}
    assert without == {"nonsense", "emoji", "10,000 characters"}
    assert not [query for query in queries() if query.kind == "nonsense" and query.conditions()]
    assert {query.kind for query in queries(LAY) if not query.conditions()} == {"nothing"}


def test_the_highest_grade_counts():
    query = Query("plain", "falls", best=["falls"], fair=["falls", "dementia"])
    assert [query.grade(brief_about(name)) for name in ("falls", "dementia", "rats")] == [3, 1, 0]


def test_all_that_a_condition_names_must_hold():
    query = Query("plain", "falls in Aston", best=[{"topic": "falls", "place": "Aston"}])
    assert query.grade(brief_about("falls", place="Aston")) == 3
    assert query.grade(brief_about("falls", place="Moseley")) == 0


def test_a_mention_in_passing_is_no_answer():
    query = Query("plain", "falls", best=["falls"])
    assert query.grade(brief_about("rats", aside="falls")) == 0


def test_a_long_query_is_as_long_as_it_says():
    (typed,) = {query.typed() for query in queries() if query.words == "damp and mould"}
    assert len(typed) == 10_000
    assert typed.startswith("damp and mould damp and mould")


def test_synonyms_are_groups_of_different_words():
    groups = [[word.casefold() for word in group] for group in read("synonyms.toml")["groups"]]
    assert all(len(set(group)) == len(group) >= 2 for group in groups)
    assert max(Counter(word for group in groups for word in group).values()) == 1
