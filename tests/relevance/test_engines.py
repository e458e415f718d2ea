"""Which engines are measured, and when one is good enough."""

import os
import subprocess
import sys

import pytest

from tests.benchmarks.process import SETTINGS
from tests.relevance.engines import Engine, Measured, Outcome, engines
from tests.relevance.judgements import LAY, Query
from tests.relevance.report import AS_THE_PRODUCT, is_good_enough, table, worst

POSTGRESQL, SERVER = "postgres://localhost/any", "http://localhost:9200"


def measured(*outcomes, way=AS_THE_PRODUCT):
    """Return what was measured of an engine; lay queries did well where none is given."""
    lay = [] if any(row.file == LAY for row in outcomes) else [outcome(1, "lay", file=LAY)]
    return Measured(Engine("An engine", {}), way, [*outcomes, *lay], 1)


def outcome(score, kind="plain", **about):
    """Return what became of a query."""
    return Outcome(Query(kind, "falls"), score, about.pop("topics", ()), **about)


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({}, ["SQLite"]),
        ({"DATABASE_URL": "sqlite:///here"}, ["SQLite"]),
        ({"DATABASE_URL": POSTGRESQL}, ["SQLite", "PostgreSQL"]),
        ({"ELASTICSEARCH_URL": SERVER}, ["SQLite", "Elasticsearch"]),
        (
            {"DATABASE_URL": POSTGRESQL, "TEST_ELASTICSEARCH_URLS": f"{SERVER},{SERVER}1"},
            ["SQLite", "PostgreSQL", "Elasticsearch", "Elasticsearch, server 2"],
        ),
    ],
)
def test_the_environment_names_the_engines(environment, names):
    assert [engine.name for engine in engines(environment)] == names


def test_the_engine_that_is_named_is_the_one_that_is_asked():
    environment = {**os.environ, "ELASTICSEARCH_URL": SERVER, "DJANGO_SETTINGS_MODULE": SETTINGS}
    asked = "from django.conf import settings; print(settings.WAGTAILSEARCH_BACKENDS['default'])"
    told = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    assert SERVER in told.stdout


def test_an_engine_is_good_enough_at_what_is_wanted():
    assert is_good_enough(measured(outcome(0.9), outcome(0.95)))
    assert not is_good_enough(measured(outcome(0.9), outcome(0.93)))


def test_each_files_queries_are_wanted_for_themselves():
    assert is_good_enough(measured(outcome(1), outcome(0.65, "lay", file=LAY)))
    assert not is_good_enough(measured(outcome(1), outcome(0.64, "lay", file=LAY)))


def test_words_alone_and_meaning_alone_are_shown_and_not_wanted():
    assert is_good_enough(measured(outcome(0.1), way="words"))


def test_one_query_that_fails_is_too_many():
    assert not is_good_enough(measured(outcome(1), outcome(1, fault="It broke.")))


def test_the_table_has_each_kind_and_the_mean_over_all_queries():
    outcomes = [outcome(1)] * 3 + [outcome(0.2, "stem"), outcome(0, "stem")]
    lines = table([measured(*outcomes)]).split("\n")
    assert [line.split() for line in lines[2:5]] == [
        ["plain", "3", "1.000"],
        ["stem", "2", "0.100"],
        ["judgements", "5", "0.640"],
    ]


def test_the_worst_are_shown_with_what_was_found_or_what_failed():
    shown = worst(
        measured(
            outcome(0.1, topics=("rats", "noise", "rats")),
            outcome(1, topics=("falls",)),
            outcome(0, fault="It broke."),
        )
    )
    assert "2 × rats, 1 × noise" in shown
    assert "It broke." in shown
    assert "1 × falls" not in shown
