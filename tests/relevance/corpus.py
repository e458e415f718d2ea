"""The database that the queries are asked of: every challenge, and what it is about."""

import tomllib
from pathlib import Path

from challenges.models import Synonyms
from tests.benchmarks.content import Made
from tests.benchmarks.published import Published
from tests.relevance.briefs import About, about

SYNONYMS = Path(__file__).parent / "synonyms.toml"


class JudgedCorpus(Published):
    """Holds so many challenges; `about` says what each is about, by its key."""

    def __init__(self, size: int) -> None:
        self.about: dict[int, About] = {}
        super().__init__(size)
        for group in tomllib.loads(SYNONYMS.read_text())["groups"]:
            Synonyms.objects.create(authority=self.site, words="\n".join(group))

    def _add(self, numbers: range) -> list[Made]:
        made = super()._add(numbers)
        self.about |= {row.page.pk: about(row.number) for row in made}
        return made
