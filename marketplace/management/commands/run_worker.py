"""`manage.py run_worker`: what has to happen without anybody asking."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from applications.files import incoming
from applications.history.heads import write_heads
from applications.history.sealing import seal_old_pages
from applications.jobs.assessor_reminders import remind_assessors
from applications.jobs.draft_reminders import send_reminders
from applications.jobs.file_scans import scan_files
from applications.jobs.long_work import do_long_work, forget_long_work
from applications.jobs.release_mails import mail_releases
from applications.privacy.retention import apply_retention
from applications.release.outcomes import remind_owners
from authorities.http.rate_limit import forget_counts
from authorities.library.scanning import scan_library
from authorities.mail.delivery import queue_forgotten
from authorities.people.invitations import forget_old_invitations
from authorities.sign_in.events import forget_old_events
from authorities.sign_in.kept.keeping import forget_old_forms
from authorities.sign_in.sessions import forget_old_sessions
from authorities.tasks import queues
from authorities.tasks.failures import forget_old_tasks
from authorities.tasks.periodic import Periodic, set_jobs
from authorities.tasks.working import work, work_once
from businesses.subscriptions.subscribers import forget_silent
from challenges.brief.digest import send_digests
from challenges.brief.engagement.opening import tell_interested
from challenges.listing.subscriptions.alerts import send_alerts
from challenges.open_data.contracting.releases import note_due, note_missing
from challenges.programmes.milestones.reminders import ask_what_came, remind_milestone_owners
from challenges.programmes.sessions.reminders import remind_participants
from challenges.proposals.news import tell_proposers
from marketplace.operations.failures import forget_failures, note
from marketplace.reporting import report
from search.index.catch_up import catch_up
from search.insights.counts import forget_old

PUBLISH_EVERY, ROUND_EVERY = timedelta(seconds=5), timedelta(seconds=10)
# Sent mails are kept for so long, for who asks whether one went out.
DAYS_OF_MAIL = 90


class Command(BaseCommand):
    help = "Works: sends mail, publishes what is scheduled, and does all else that nobody asks for."

    def add_arguments(self, parser) -> None:
        """Take for how long."""
        parser.add_argument("--once", action="store_true", help="one round, for cron")

    def handle(self, *args, **options) -> None:
        """Work until stopped, or do one round."""
        set_jobs(periodic_jobs())
        if options["once"]:
            work_once()
        else:
            work()


def periodic_jobs() -> list[Periodic]:
    """Return every job that comes again, with how often it comes."""
    return [
        Periodic(noted(publish_scheduled), PUBLISH_EVERY),
        *(Periodic(noted(job), ROUND_EVERY) for job in PROMPT),
        *(Periodic(noted(job), ROUND_EVERY, queues.LENGTHY) for job in LENGTHY),
        *(Periodic(noted(job), timedelta(days=1), queues.LENGTHY) for job in DAILY),
    ]


def noted(job: Callable[[], object]) -> Callable[[], object]:
    """Return the job; when it fails, the installation's administrators are told."""

    @wraps(job)
    def done() -> None:
        try:
            job()
        except Exception as error:
            note(job.__name__, error)
            report(error)
            raise

    return done


def send_forgotten_mail() -> None:
    """Queue mails that are late and have no task."""
    queue_forgotten(timezone.now())


def forget_tasks() -> None:
    """Delete tasks that failed for good long ago, and workers that are no more."""
    forget_old_tasks(timezone.now())


def tell() -> None:
    """Queue the mail of releases that applicants can read."""
    mail_releases(timezone.now())


def do_what_takes_long() -> None:
    """Make the large tables, and do to many what staff asked for."""
    do_long_work(timezone.now())


def forget_what_took_long() -> None:
    """Forget large tables and results after a day."""
    forget_long_work(timezone.now())


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


def tell_of_openings() -> None:
    """Tell who was interested in an announced challenge that it has opened."""
    tell_interested(timezone.now())


def tell_colleagues() -> None:
    """Tell who proposed a problem how far its brief has come."""
    tell_proposers(timezone.now())


def remind_of_sessions() -> None:
    """Remind who comes to a session on the next day."""
    remind_participants(timezone.now())


def follow_tracks() -> None:
    """Remind who owns a milestone that is due, and ask what came of a selection."""
    remind_milestone_owners(timezone.now())
    ask_what_came(timezone.now())


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


def forget_faults() -> None:
    """Delete what failed long ago."""
    forget_failures(timezone.now())


def retain() -> None:
    """Erase what the authorities' periods no longer keep."""
    apply_retention(timezone.now())


def seal_record() -> None:
    """Seal what was recorded before digests, and keep outside where each history ends."""
    seal_old_pages()
    write_heads(timezone.now())


def publish_scheduled() -> None:
    """Publish and take back what editors scheduled."""
    call_command("publish_scheduled", verbosity=0)


PROMPT = (
    tell,
    remind_applicants,
    remind_of_outcomes,
    remind_of_scores,
    digest,
    tell_of_openings,
    tell_colleagues,
    remind_of_sessions,
    follow_tracks,
    send_forgotten_mail,
)
LENGTHY = (
    do_what_takes_long,
    scan_uploads,
    scan_editors_uploads,
    forget_half_files,
    alert,
    catch_up_search,
    keep_open_record,
)
DAILY = (
    clean_mail,
    clean_sessions,
    forget_subscribers,
    forget_searches,
    forget_limits,
    forget_events,
    forget_invitations,
    forget_what_took_long,
    forget_faults,
    retain,
    seal_record,
    forget_tasks,
)
