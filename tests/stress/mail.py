"""The mail server is down while everybody sends, and the worker is killed once it is back."""

from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from post_office.models import STATUS, Email
from wagtail.models import Site

from authorities.models import WorkerBeat
from tests.stress.account import account_for
from tests.stress.crowd import Crowd
from tests.stress.forms import fill_in, publish
from tests.stress.letterbox import Letterbox, Postman
from tests.stress.server import Server
from tests.stress.table import Row


def run(server: Server, site: Site, applications: int, clients: int, log: Path) -> Row:
    """Return what came of forms that were sent without a mail server, and of their receipts."""
    # What was queued before is the mail of other scenarios.
    Email.objects.all().delete()
    crowd = Crowd(server, site, fill_in(publish(site), applications), clients)
    crowd.open()
    postman, is_over = Postman(log), Event()
    at_work = Thread(target=postman.work_while, args=(lambda: not is_over.is_set(),))
    at_work.start()
    seconds = crowd.send()
    is_over.set()
    at_work.join()
    row = account_for("mail down", crowd, server, seconds)
    tried = Email.objects.filter(status=STATUS.requeued).count()
    with Letterbox(settings.EMAIL_PORT) as letterbox:
        _deliver(letterbox, postman, applications, row)
    _count(letterbox, crowd, row, tried)
    faults = postman.faults()
    row.expect(not faults, f"the worker's log tells of {len(faults)} errors: {faults[:3]}")
    return row


def _deliver(letterbox: Letterbox, postman: Postman, applications: int, row: Row) -> None:
    """Let the worker deliver what waits; kill it half-way, and let it begin anew."""
    Email.objects.exclude(status=STATUS.sent).update(scheduled_time=timezone.now())
    DBTaskResult.objects.update(run_after=timezone.now())
    was_killed = postman.work_and_die(lambda: letterbox.receipts.total() >= applications // 2)
    row.expect(was_killed, "the worker ended before it could be killed: send more forms.")
    # As if nobody had heard of it for long enough.
    WorkerBeat.objects.all().delete()
    postman.work()


def _count(letterbox: Letterbox, crowd: Crowd, row: Row, tried: int) -> None:
    """Note each receipt that is missing, or that came more often than a killed worker may."""
    receipts = letterbox.receipts
    missing = {answer.reference for answer in crowd.answers if answer.is_sent} - set(receipts)
    doubled = receipts.total() - len(receipts)
    unsent = Email.objects.exclude(status=STATUS.sent).count()
    row.notes.append(
        f"{tried} mails were tried while the mail server was down, {len(receipts)} receipts came, "
        f"{doubled} of them twice (at most 1)"
    )
    row.expect(not missing, f"{len(missing)} applicants have no receipt.")
    row.expect(doubled <= 1, f"{doubled} receipts came twice, and at most one may.")
    row.expect(not unsent, f"{unsent} mails are still queued.")
    row.expect(tried > 0, "the worker tried no mail while the mail server was down.")
