"""What an address answers, in the few words of the table, and whether it wrote something."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection, transaction

from tests.lazy_index import index_now

OURS = ("applications_", "authorities_", "businesses_", "challenges_", "post_office_", "wagtail")
# That somebody was refused, and where they are signed in, is written whatever an address does.
ON_RECORD = ("authorities_ratecount", "authorities_securityevent", "authorities_staffsession")
WRITING = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
SIGN_IN = ("/admin/login/", "/account/sign-in/")


class Answer(StrEnum):
    """What one cell of the table says."""

    READS = "reads"
    WRITES = "writes"
    # The form comes again, or a refusal beside it: the person may, but not with these words.
    FORM = "takes the form"
    # A sentence that refuses; nothing changes.
    REFUSED = "refused"
    NOT_FOUND = "not found"
    SIGN_IN = "asked to sign in"
    NO_METHOD = "no such method"
    BROKEN = "broken"


@dataclass(frozen=True)
class Heard:
    """An answer with what came back and which tables were written to."""

    answer: Answer
    status: int
    body: str
    written: frozenset[str]


@contextmanager
def writes() -> Iterator[set[str]]:
    """Collect the tables of ours that any statement writes to."""
    written: set[str] = set()

    def watch(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        # Of rows that come back, SQLite knows the number only once they are read.
        changed = context["cursor"].rowcount != 0 or " RETURNING " in sql
        found = WRITING.match(sql) if changed else None
        if found and found[1].startswith(OURS) and found[1] not in ON_RECORD:
            written.add(found[1])
        return answer

    with connection.execute_wrapper(watch):
        yield written


def ask(client, method: str, path: str, typed: dict | None = None, **how) -> Heard:
    """Return what the address answers; `how` goes to the client. What it wrote is undone."""
    index_now()
    with transaction.atomic():
        with writes() as written:
            response = getattr(client, method)(path, typed or {}, **how)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    location = response.get("Location", "")
    return Heard(
        _answer(method, response, location, bool(written)),
        response.status_code,
        body.decode(errors="replace"),
        frozenset(written),
    )


def _answer(method: str, response, location: str, has_written: bool) -> Answer:
    status = response.status_code
    if status >= 500:
        return Answer.BROKEN
    if status == 404:
        return Answer.NOT_FOUND
    if status == 405:
        return Answer.NO_METHOD
    # 401: who was signed in before is shown what they sent, and asked to sign in.
    if location.startswith(SIGN_IN) or status == 401:
        return Answer.SIGN_IN
    if status == 403 or location == "/admin/":
        return Answer.REFUSED
    if method == "get":
        return Answer.READS if status == 200 else Answer.REFUSED
    if status in (409, 422):
        return Answer.REFUSED
    return Answer.WRITES if has_written else Answer.FORM
