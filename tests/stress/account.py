"""The row of a scenario: what its clients were told, beside what there is."""

from tests.stress.crowd import Crowd
from tests.stress.ledger import Ledger, orphans
from tests.stress.server import Server
from tests.stress.table import Row


def account_for(scenario: str, crowd: Crowd, server: Server, seconds: float) -> Row:
    """Return the row, with each of the promises that hold in every scenario if it was broken."""
    ledger = Ledger(crowd.browsers[0].form.page)
    answers = crowd.answers
    firsts = [browser.answers[0] for browser in crowd.browsers if browser.answers]
    row = Row(
        scenario,
        sent=len(ledger.applications),
        shown=sum(any(answer.is_sent for answer in one.answers) for one in crowd.browsers),
        kept=sum(all(answer.is_kept for answer in one.answers) for one in crowd.browsers),
        lost=sum(ledger.is_lost(browser) for browser in crowd.browsers),
        doubled=ledger.doubled,
        late=ledger.late,
        seconds=seconds,
        slowest=max((answer.seconds for answer in firsts), default=0),
    )
    row.expect(not row.lost, f"{row.lost} forms are neither sent nor kept whole.")
    row.expect(not row.doubled, f"{row.doubled} forms count more than once.")
    row.expect(not row.late, f"{row.late} applications were taken after closing.")
    row.expect(
        row.sent == row.shown,
        f"{row.sent} applications are there, and {row.shown} references were shown.",
    )
    refused = [answer.status for answer in answers if not (answer.is_sent or answer.is_kept)]
    row.expect(
        not refused,
        f"{len(refused)} answers were neither a reference nor a kept draft: {set(refused)}.",
    )
    for sentence in ledger.half_written():
        row.expect(False, sentence)
    faults = server.faults()
    row.expect(not faults, f"the server's log tells of {len(faults)} errors: {faults[:3]}")
    row.notes.append(
        f"{len(answers)} answers, {sum(answer.tries - 1 for answer in answers)} tries again, "
        f"{orphans()} files in storage that no row knows"
    )
    return row
