"""One release after the other: what was said once is repeated, or said to be gone.

To whoever merges, what a release leaves out still stands. So each release says everything, with
`null` for what there is no more. Source: OCDS 1.1, merging.
"""

from datetime import datetime
from typing import Any

from challenges.facts.shapes import ChallengeFacts
from challenges.models.status import ENDED_EARLY, NOT_YET_OPEN, SELECTION_ANNOUNCED, Stage, Timing

Node = dict[str, Any]
# These never vanish: what is taken back is called off.
CALLED_OFF = {"awards": "cancelled", "contracts": "terminated"}


def following(before: Node, now: Node) -> Node:
    """Return the release with what the one before said and this one does not."""
    found = dict(now)
    for name, ended in CALLED_OFF.items():
        known = {one["id"] for one in now.get(name, [])}
        gone = [one | {"status": ended} for one in before.get(name, []) if one["id"] not in known]
        if gone:
            found[name] = [*now.get(name, []), *gone]
    dates = {one["id"]: one.get("date") for one in before.get("awards", [])}
    # An award is as old as the selection, whatever was decided since.
    found["awards"] = [
        one | {"date": dates.get(one["id"]) or one.get("date")} for one in found.get("awards", [])
    ]
    named = {one["id"] for one in now.get("parties", [])}
    named_before = [one for one in before.get("parties", []) if one["id"] not in named]
    suppliers = {one["id"] for award in found["awards"] for one in award.get("suppliers", [])}
    found["parties"] = [
        *now.get("parties", []),
        *(one for one in named_before if one["id"] in suppliers),
    ]
    if not found["awards"]:
        del found["awards"]
    return _with_gone(before, found)


def _with_gone(before: Node, now: Node) -> Node:
    found = dict(now)
    for name, was in before.items():
        if name not in now:
            found[name] = _gone(was)
        elif isinstance(was, dict):
            found[name] = _with_gone(was, now[name])
        elif _has_keys(was):
            found[name] = _rows_with_gone(was, now[name])
    return found


def _rows_with_gone(before: list[Node], now: list[Node]) -> list[Node]:
    """Return the rows in the order in which they were told first, as whoever merges has them."""
    left = {one["id"]: one for one in now}
    rows = []
    for one in before:
        same = left.pop(one["id"], None)
        rows.append(_emptied(one) if same is None else _with_gone(one, same))
    return [*rows, *left.values()]


def _has_keys(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _gone(was: Any) -> Any:
    """Return what says that this is gone: `null`, or a node whose every value is."""
    if isinstance(was, dict):
        return {name: _gone(value) for name, value in was.items()}
    return [_emptied(one) for one in was] if _has_keys(was) else None


def _emptied(row: Node) -> Node:
    return {name: value if name == "id" else _gone(value) for name, value in row.items()}


def compiled(body: Node) -> Node:
    """Return what all releases say together: the last one, without what is gone."""
    found: Node = {
        name: compiled(value) if isinstance(value, dict) else value for name, value in body.items()
    }
    for name, value in found.items():
        if _has_keys(value):
            found[name] = [compiled(one) for one in value]
    return {name: value for name, value in found.items() if value is not None}


def tags_of(before: ChallengeFacts | None, facts: ChallengeFacts) -> list[str]:
    """Return what kind of change it is, in the words of the standard's list."""
    if before is None:
        tags = ["planning"] if facts.state in NOT_YET_OPEN else ["tender"]
        return tags + ["award"] * bool(facts.outcome.awards) + ["contract"] * _procured(facts)
    tags = []
    if facts.state != before.state and facts.state in ENDED_EARLY - {
        Stage.NO_SUITABLE_APPLICATIONS
    }:
        tags.append("tenderCancellation")
    was, now = bool(before.outcome.awards), bool(facts.outcome.awards)
    if was != now:
        tags.append("award" if now else "awardCancellation")
    if _procured(before) != _procured(facts):
        tags.append("contract" if _procured(facts) else "contractTermination")
    if len(facts.amendments) > len(before.amendments):
        tags.append("tenderAmendment")
    if before.state in NOT_YET_OPEN and facts.state not in NOT_YET_OPEN and not tags:
        tags.append("tender")
    return tags or [_update(facts)]


def _procured(facts: ChallengeFacts) -> bool:
    return any(award.is_procured for award in facts.outcome.awards)


def _update(facts: ChallengeFacts) -> str:
    if facts.state in NOT_YET_OPEN:
        return "planningUpdate"
    return "awardUpdate" if facts.state in SELECTION_ANNOUNCED else "tenderUpdate"


def announcement_of(facts: ChallengeFacts) -> datetime | None:
    """Return when it is announced; `None` where that is no moment before it opens."""
    at, opens_at = facts.announced_at, facts.opens_at
    return at if at and opens_at and at < opens_at else None


def next_timing(facts: ChallengeFacts) -> Timing:
    """Return what time alone makes of it next."""
    if facts.state == Timing.SCHEDULED and announcement_of(facts):
        return Timing.ANNOUNCED
    return Timing.OPEN if facts.state in NOT_YET_OPEN else Timing.CLOSED


def next_instant(facts: ChallengeFacts) -> datetime | None:
    """Return when time alone changes what is public next: announced, opened, closed."""
    if facts.state not in (*NOT_YET_OPEN, Timing.OPEN):
        return None
    return {
        Timing.ANNOUNCED: announcement_of(facts),
        Timing.OPEN: facts.opens_at,
        Timing.CLOSED: facts.closes_at,
    }[next_timing(facts)]
