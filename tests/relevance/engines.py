"""The engines, each measured in a process and a database of its own.

Django reads its settings once, so this module imports nothing of it before it is in the process.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from time import perf_counter

from tests.benchmarks.process import SETTINGS, own_database
from tests.relevance.judgements import Query, queries
from tests.relevance.ndcg import ndcg


@dataclass(frozen=True)
class Engine:
    """A search engine, the mean nDCG@10 that is wanted of it, and the settings that choose it."""

    name: str
    wanted: float
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Outcome:
    """What became of one query: its measure, what each found brief is about, or what failed."""

    query: Query
    score: float
    topics: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True)
class Measured:
    """What became of all queries, and how many seconds it took to fill and to ask."""

    engine: Engine
    outcomes: list[Outcome]
    filling: float
    asking: float


def engines(environment: Mapping[str, str]) -> list[Engine]:
    """Return the engines that the environment names; SQLite is always there."""
    found = [Engine("SQLite", 0.65, {})]
    url = environment.get("DATABASE_URL", "")
    database = {"DATABASE_URL": url} if url.startswith("postgres") else {}
    if database:
        found.append(Engine("PostgreSQL", 0.75, database))
    servers = environment.get("TEST_ELASTICSEARCH_URLS") or environment.get("ELASTICSEARCH_URL", "")
    for number, server in enumerate(filter(None, servers.split(",")), start=1):
        name = "Elasticsearch" if number == 1 else f"Elasticsearch, server {number}"
        found.append(Engine(name, 0.85, {**database, "ELASTICSEARCH_URL": server}))
    return found


def measure(engine: Engine, size: int) -> Measured:
    """Fill a database with so many challenges, ask every query, and return what was found."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, engine, size).result()


def _measure(engine: Engine, size: int) -> Measured:
    for name in ("DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {**engine.environment, "DJANGO_SETTINGS_MODULE": SETTINGS}
    import django

    django.setup()
    from tests.benchmarks.indexes import let_be_found, own_indexes
    from tests.relevance.corpus import JudgedCorpus

    begun = perf_counter()
    with own_database(), own_indexes():
        corpus = JudgedCorpus(size)
        let_be_found()
        asked = perf_counter()
        outcomes = [_outcome(query, corpus) for query in queries()]
        return Measured(engine, outcomes, asked - begun, perf_counter() - asked)


def _outcome(query: Query, corpus) -> Outcome:
    from tests.relevance.asking import ask

    try:
        found = ask(query.typed(), site=corpus.site, now=corpus.now)
    except Exception as fault:
        return Outcome(query, 0.0, (), f"{type(fault).__name__}: {fault}")
    briefs = [corpus.about[page.pk] for page in found]
    score = ndcg(
        [query.grade(brief) for brief in briefs],
        [query.grade(brief) for brief in corpus.about.values()],
    )
    return Outcome(query, score, tuple(brief.topic for brief in briefs))
