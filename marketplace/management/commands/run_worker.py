"""`manage.py run_worker`: what has to happen without anybody asking."""

from collections.abc import Callable, Sequence
from threading import Event, Thread

import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from post_office.mail import send_queued_mail_until_done

from applications.files import incoming
from applications.history.heads import write_heads
from applications.history.sealing import seal_old_pages
from applications.jobs.assessor_reminders import remind_assessors
from applications.jobs.draft_reminders import send_reminders
from applications.jobs.file_scans import scan_files
from applications.jobs.release_mails import mail_releases
from applications.privacy.retention import apply_retention
from applications.release.outcomes import remind_owners
from authorities.http.rate_limit import forget_counts
from authorities.library.scanning import scan_library
from authorities.mail.retries import lengthen_gaps
from authorities.people.invitations import forget_old_invitations
from authorities.sign_in.events import forget_old_events
from authorities.sign_in.kept.keeping import forget_old_forms
from authorities.sign_in.sessions import forget_old_sessions
from businesses.subscriptions.subscribers import forget_silent
from challenges.brief.digest import send_digests
from challenges.listing.subscriptions.alerts import send_alerts
from challenges.open_data.contracting.releases import note_due, note_missing
from search.index.catch_up import catch_up
from search.insights.counts import forget_old

log = structlog.get_logger(__name__)

# Sent mails are kept for so long, for who asks whether one went out.
DAYS_OF_MAIL = 90


class Command(BaseCommand):
    help = "Sends queued mail and publishes what is scheduled, again and again until stopped."

    def add_arguments(self, parser) -> None:
        """Take how often."""
        parser.add_argument("--seconds", type=float, default=10, help="between two rounds")
        parser.add_argument("--once", action="store_true", help="one round, for cron")

    def handle(self, *args, **options) -> None:
        """Work, rest, and go on after a fault: the next round may go well.

        What may take minutes goes on beside the rest, so that no code to sign in waits for it.
        """
        if options["once"]:
            work(*PROMPT, *LENGTHY, send_mail)
            return
        is_over = Event()
        beside = Thread(target=go_on, args=(LENGTHY, options["seconds"], is_over), daemon=True)
        beside.start()
        try:
            go_on(PROMPT, options["seconds"], is_over)
        finally:
            is_over.set()


def go_on(jobs: Sequence[Callable[[], object]], seconds: float, is_over: Event) -> None:
    """Do one round of the jobs after the other, with so many seconds between two."""
    while not is_over.is_set():
        work(*jobs)
        is_over.wait(seconds)


def work(*jobs: Callable[[], object]) -> bool:
    """Do each job once; one that fails keeps no other from its turn. Return whether all went well.

    Each job isolates what it works on as well: see `authorities.batch`.
    """
    failed = 0
    for job in jobs:
        try:
            job()
        except Exception:
            failed += 1
            log.exception("worker_job_failed", job=job.__name__)
    close_old_connections()
    return not failed


def send_mail() -> None:
    """Send what waits, unless another worker is at it; what fails waits longer each time."""
    send_queued_mail_until_done(lockfile=str(settings.MAIL_LOCK))
    lengthen_gaps()


def tell() -> None:
    """Queue the mail of releases that applicants can read."""
    mail_releases(timezone.now())


def remind_applicants() -> None:
    """Remind who has something unsent shortly before closing."""
    send_reminders(timezone.now())


def remind_of_outcomes() -> None:
    """Remind who sees to an outcome that is due."""
    remind_owners(timezone.now())


def remind_of_scores() -> None:
    """Remind assessors whose scores are due."""
    remind_assessors(timezone.now())


def digest() -> None:
    """Tell who is applying of new answers, once a day."""
    send_digests(timezone.now())


def alert() -> None:
    """Tell who saved a search what has opened that fits it."""
    send_alerts(timezone.now())


def catch_up_search() -> None:
    """Tell the search engine what it missed while it did not answer."""
    catch_up()


def scan_uploads() -> None:
    """Scan the files that wait for the virus scanner."""
    scan_files(timezone.now())


def scan_editors_uploads() -> None:
    """Scan the documents and pictures that wait for the virus scanner."""
    scan_library(timezone.now())


def forget_half_files() -> None:
    """Drop the files of applicants that stopped on their way a day ago."""
    incoming.forget_old(timezone.now())


def keep_open_record() -> None:
    """Write what time has changed in public, and begin the record of what has none."""
    note_due(timezone.now())
    note_missing(timezone.now())


def clean_mail() -> None:
    """Delete mails that were sent long ago."""
    call_command("cleanup_mail", days=DAYS_OF_MAIL, delete_attachments=True)


def clean_sessions() -> None:
    """Delete sessions that have ended, and what was sent after their end."""
    call_command("clearsessions")
    forget_old_sessions(timezone.now())
    forget_old_forms(timezone.now())


def forget_subscribers() -> None:
    """Forget addresses that were never confirmed, or silent for a year."""
    forget_silent(timezone.now())


def forget_searches() -> None:
    """Forget the counts of searches of long ago."""
    forget_old(timezone.now())


def forget_limits() -> None:
    """Delete counts that no limit reads any more."""
    forget_counts(timezone.now())


def forget_events() -> None:
    """Delete security events of long ago."""
    forget_old_events(timezone.now())


def forget_invitations() -> None:
    """Delete addresses that were invited and never answered."""
    forget_old_invitations(timezone.now())


def retain() -> None:
    """Erase what the authorities' periods no longer keep."""
    apply_retention(timezone.now())


def seal_record() -> None:
    """Seal what was recorded before digests, and keep outside where each history ends."""
    seal_old_pages()
    write_heads(timezone.now())


def tidy() -> None:
    """Do the daily jobs, once a day; again within the hour where something failed."""
    if cache.add("tidied", True, timeout=24 * 3600) and not work(*DAILY):
        cache.set("tidied", True, timeout=3600)


def publish_scheduled() -> None:
    """Publish and take back what editors scheduled."""
    call_command("publish_scheduled", verbosity=0)


PROMPT = (
    publish_scheduled,
    tell,
    remind_applicants,
    remind_of_outcomes,
    remind_of_scores,
    digest,
    send_mail,
)
LENGTHY = (
    scan_uploads,
    scan_editors_uploads,
    forget_half_files,
    alert,
    catch_up_search,
    keep_open_record,
    tidy,
)
DAILY = (
    clean_mail,
    clean_sessions,
    forget_subscribers,
    forget_searches,
    forget_limits,
    forget_events,
    forget_invitations,
    retain,
    seal_record,
)
