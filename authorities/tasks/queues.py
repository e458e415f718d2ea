"""The queues of tasks, and who works through them.

A lane is one thread of a worker. What may take minutes has one of its own, so that nothing waits
for it. Codes and other mail share one, codes first: a worker that is killed then has one mail in
hand, and no more than that one can go out twice.
"""

from dataclasses import dataclass

# Our own tasks, and those that Wagtail queues itself: what it keeps in step with a row.
OURS, WAGTAILS = "ours", "default"

CODES, MAIL, PROMPT, LENGTHY, INDEXING = "codes", "mail", "prompt", "lengthy", "default"


@dataclass(frozen=True)
class LaneOf:
    """A lane's name, its queues, and whose tasks they are."""

    name: str
    queues: tuple[str, ...]
    backend: str = OURS


# In this order a worker that does one round goes through them: mail is queued by the rest.
LANES = (
    LaneOf("prompt", (PROMPT,)),
    LaneOf("lengthy", (LENGTHY,)),
    LaneOf("indexing", (INDEXING,), WAGTAILS),
    LaneOf("mail", (CODES, MAIL)),
)
