"""The table of what came out."""

from dataclasses import dataclass, field

COLUMNS = ("sent", "shown", "kept", "lost", "doubled", "late")
TIMES = ("seconds", "slowest")


@dataclass
class Row:
    """One scenario. Times are in seconds.

    `sent` applications are in the database; `shown` is how many of their applicants read a
    reference, `kept` how many forms are drafts instead, whose applicants were told so.
    """

    scenario: str
    sent: int
    shown: int
    kept: int
    lost: int
    doubled: int
    late: int
    seconds: float = 0
    slowest: float = 0
    notes: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = "".join(f"{getattr(self, name):>9}" for name in COLUMNS)
        times = "".join(f"{getattr(self, name):>10.1f}" for name in TIMES)
        notes = "".join(f"\n    {note}" for note in self.notes)
        return f"{self.scenario:10}{counts}{times}{notes}"

    def expect(self, is_kept: bool, sentence: str) -> None:
        """Note a promise as broken unless it was kept."""
        if not is_kept:
            self.broken.append(sentence)


def heading() -> str:
    """Return the line above the rows."""
    counts = "".join(f"{name:>9}" for name in COLUMNS)
    return f"{'':10}{counts}" + "".join(f"{name:>10}" for name in TIMES)
