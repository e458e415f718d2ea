"""The database that the queries are asked of: every challenge, and what it is about."""

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
