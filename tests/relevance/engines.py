"""The engines, each measured in a process and a database of its own.

Django reads its settings once, so this module imports nothing of it before it is in the process.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from time import perf_counter

from tests.benchmarks.process import SETTINGS, own_database
from tests.relevance.judgements import JUDGED, LAY, Query, queries
from tests.relevance.ndcg import ndcg


@dataclass(frozen=True)
class Engine:
    """A search engine, and the settings that choose it."""

    name: str
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Outcome:
    """What became of one query: its measure, what each found brief is about, or what failed."""

    query: Query
    score: float
    topics: tuple[str, ...]
    fault: str = ""
    file: str = JUDGED


@dataclass(frozen=True)
class Measured:
    """What became of all queries asked in one way, and how many seconds it took to ask."""

    engine: Engine
    way: str
    outcomes: list[Outcome]
    asking: float


def engines(environment: Mapping[str, str]) -> list[Engine]:
    """Return the engines that the environment names; SQLite is always there."""
    found = [Engine("SQLite", {})]
    url = environment.get("DATABASE_URL", "")
    database = {"DATABASE_URL": url} if url.startswith("postgres") else {}
    if database:
        found.append(Engine("PostgreSQL", database))
    servers = environment.get("TEST_ELASTICSEARCH_URLS") or environment.get("ELASTICSEARCH_URL", "")
    for number, server in enumerate(filter(None, servers.split(",")), start=1):
        name = "Elasticsearch" if number == 1 else f"Elasticsearch, server {number}"
        found.append(Engine(name, {**database, "ELASTICSEARCH_URL": server}))
    return found


def measure(engine: Engine, size: int) -> list[Measured]:
    """Fill a database with so many challenges, ask every query in every way, and return all."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, engine, size).result()


def _measure(engine: Engine, size: int) -> list[Measured]:
    for name in ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {**engine.environment, "DJANGO_SETTINGS_MODULE": SETTINGS}
    import django

    django.setup()
    from tests.benchmarks.indexes import let_be_found, own_indexes
    from tests.relevance.asking import BOTH, MEANING, WORDS
    from tests.relevance.corpus import JudgedCorpus

    with own_database(), own_indexes():
        corpus = JudgedCorpus(size)
        let_be_found()
        measured = []
        for way in (WORDS, MEANING, BOTH):
            begun = perf_counter()
            outcomes = [
                replace(_outcome(query, corpus, way), file=name)
                for name in (JUDGED, LAY)
                for query in queries(name)
            ]
            measured.append(Measured(engine, way, outcomes, perf_counter() - begun))
        return measured


def _outcome(query: Query, corpus, way: str) -> Outcome:
    from tests.relevance.asking import ask

    try:
        found = ask(query.typed(), site=corpus.site, now=corpus.now, way=way)
    except Exception as fault:
        return Outcome(query, 0.0, (), f"{type(fault).__name__}: {fault}")
    briefs = [corpus.about[key] for key in found]
    score = ndcg(
        [query.grade(brief) for brief in briefs],
        [query.grade(brief) for brief in corpus.about.values()],
    )
    return Outcome(query, score, tuple(brief.topic for brief in briefs))
