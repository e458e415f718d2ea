"""`manage.py run_worker`: what has to happen without anybody asking."""

import time

import structlog
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from post_office.mail import send_queued_mail_until_done

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Sends queued mail and publishes what is scheduled, again and again until stopped."

    def add_arguments(self, parser) -> None:
        """Take how often."""
        parser.add_argument("--seconds", type=float, default=10, help="between two rounds")
        parser.add_argument("--once", action="store_true", help="one round, for cron")

    def handle(self, *args, **options) -> None:
        """Work, rest, and go on after a fault: the next round may go well."""
        while True:
            for job in (send_mail, publish_scheduled):
                try:
                    job()
                except Exception:
                    log.exception("worker_job_failed", job=job.__name__)
            close_old_connections()
            if options["once"]:
                return
            time.sleep(options["seconds"])


def send_mail() -> None:
    """Send what waits, unless another worker is at it."""
    send_queued_mail_until_done(lockfile=str(settings.MAIL_LOCK))


def publish_scheduled() -> None:
    """Publish and take back what editors scheduled."""
    call_command("publish_scheduled", verbosity=0)
