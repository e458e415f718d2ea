"""The database that the queries are asked of: every challenge, and what it is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from wagtail.search.backends import get_search_backends

from tests.benchmarks.content import Made
from tests.benchmarks.published import Published
from tests.relevance.briefs import About, about


class JudgedCorpus(Published):
    """Holds so many challenges; `about` says what each is about, by its key."""

    def __init__(self, size: int) -> None:
        self.about: dict[int, About] = {}
        super().__init__(size)

    def _add(self, numbers: range) -> list[Made]:
        made = super()._add(numbers)
        self.about |= {row.page.pk: about(row.number) for row in made}
        return made


@contextmanager
def filled(size: int) -> Iterator[JudgedCorpus]:
    """Give the corpus, indexed; take the engine's indexes away at the end."""
    engines = [backend for backend in get_search_backends() if hasattr(backend, "es")]
    call_command("update_index", verbosity=0)
    try:
        corpus = JudgedCorpus(size)
        for engine in engines:
            engine.refresh_indexes()
        yield corpus
    finally:
        for engine in engines:
            for name in engine.es.indices.get(index=f"{engine.index_prefix}*"):
                engine.es.indices.delete(index=name)
