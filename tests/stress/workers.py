"""Several workers send many mails, and one of them is killed again and again."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import django
from aiosmtpd.controller import Controller

WORKERS = 3


class Letterbox:
    """Counts what came, by recipient, and the Message-IDs of each."""

    def __init__(self, port: int) -> None:
        self.came: Counter[str] = Counter()
        self.names: dict[str, set[str]] = {}
        self.controller = Controller(self, hostname="127.0.0.1", port=port)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Take a letter."""
        recipient = envelope.rcpt_tos[0]
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.came[recipient] += 1
        self.names.setdefault(recipient, set()).add(letter["Message-ID"])
        return "250 OK"


def main() -> int:
    """Print what came of it, and each promise that was broken; return 1 if one was."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone
    from post_office import mail
    from post_office.models import STATUS, Email

    from tests.factories import ChallengePageFactory, start

    mails, every = int(os.environ.get("MAILS", "10000")), float(os.environ.get("EVERY", "10"))
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    authority = start("birmingham")
    with transaction.atomic():
        for number in range(mails):
            mail.send(f"{number}@example.com", "us@council.example", subject="Hi", message="Hi.")
    letterbox = Letterbox(settings.EMAIL_PORT)
    letterbox.controller.start()
    log = Path(settings.FOLDER) / "worker.log"
    workers = [_begin(log) for _ in range(WORKERS)]
    while len(_at_work(workers)) < WORKERS:
        time.sleep(0.5)
    page = ChallengePageFactory(authority=authority, live=False)
    page.go_live_at = timezone.now() + timedelta(seconds=every * 2)
    page.save_revision().publish()
    began, kills, late = time.monotonic(), 0, None
    next_kill = began + every
    while Email.objects.exclude(status=STATUS.sent).exists() or late is None:
        time.sleep(0.5)
        page.refresh_from_db()
        if late is None and page.live:
            late = (page.last_published_at - page.go_live_at).total_seconds()
        if time.monotonic() >= next_kill and (able := _at_work(workers)):
            victim = able[0]
            victim.kill()
            victim.wait()
            workers.remove(victim)
            workers.append(_begin(log))
            kills, next_kill = kills + 1, time.monotonic() + every
        if time.monotonic() - began > 1800:
            break
    seconds = time.monotonic() - began
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.wait()
    letterbox.controller.stop()

    lost = mails - len(letterbox.came)
    doubled = letterbox.came.total() - len(letterbox.came)
    renamed = sum(len(names) > 1 for names in letterbox.names.values())
    print(
        f"\nDatabase: {connection.vendor}. {mails} mails, {WORKERS} workers, {kills} killed: "
        f"{lost} lost, {doubled} doubled, {renamed} under two names, {seconds:.0f} seconds; "
        f"the scheduled page came {late} seconds after its time."
    )
    broken = [
        sentence
        for sentence, is_kept in (
            (f"{lost} mails were lost.", lost == 0),
            (f"{doubled} came twice after {kills} kills.", doubled <= kills),
            (f"{renamed} came under two names.", renamed == 0),
            ("The scheduled page was not out in time.", late is not None and abs(late) <= 15),
        )
        if not is_kept
    ]
    for sentence in broken:
        print(f"Broken promise: {sentence}")
    return 1 if broken else 0


def _at_work(workers: list[subprocess.Popen]) -> list[subprocess.Popen]:
    """Return those that have given a sign of life: the others are still starting."""
    from authorities.models import WorkerBeat

    names = WorkerBeat.objects.values_list("worker", flat=True)
    pids = {int(name.split(":")[1]) for name in names}
    return [worker for worker in workers if worker.pid in pids]


def _begin(log: Path) -> subprocess.Popen:
    with log.open("ab") as kept:
        return subprocess.Popen(
            [sys.executable, "manage.py", "run_worker"], stdout=kept, stderr=kept
        )


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
