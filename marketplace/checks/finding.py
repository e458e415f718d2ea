"""What a check found, and what to do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import structlog

log = structlog.get_logger(__name__)


class Verdict(StrEnum):
    """How it is. The site works with a warning, and may not without what failed."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "FAILED"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, what there is to say of it, and what to do."""

    about: str
    verdict: Verdict
    said: str
    to_do: str = ""

    def __str__(self) -> str:
        line = f"{self.verdict:8} {self.about:14} {self.said}"
        return f"{line} {self.to_do}" if self.to_do else line


def ok(about: str, said: str) -> Finding:
    """Return that this is well."""
    return Finding(about, Verdict.OK, said)


def warning(about: str, said: str, to_do: str) -> Finding:
    """Return that the site works, and what would be better."""
    return Finding(about, Verdict.WARNING, said, to_do)


def failed(about: str, said: str, to_do: str) -> Finding:
    """Return that this does not work, and what to do."""
    return Finding(about, Verdict.FAILED, said, to_do)


Check = Callable[[], Iterator[Finding]]


def found_by(check: Check) -> Iterator[Finding]:
    """Yield what the check finds; one that breaks has found that, and stops no other."""
    try:
        yield from check()
    except Exception as error:
        name = getattr(check, "__name__", "outside").replace("_", " ")
        log.debug("check_failed", check=name, exc_info=True)
        yield failed(
            name,
            f"could not be checked: {type(error).__name__}: {error}".splitlines()[0],
            "Put that right first, then run this again.",
        )
