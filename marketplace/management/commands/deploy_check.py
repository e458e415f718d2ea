"""`manage.py deploy_check`: what stands between this installation and the public."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError

from marketplace.checks import own, services
from marketplace.checks.finding import Check, Verdict, found_by
from marketplace.checks.outside import seen_from_outside

CHECKS = (
    own.which_settings,
    own.secrets,
    services.database,
    services.cache,
    services.search_engine,
    services.storage,
    services.mail,
    services.clock,
    services.worker,
    services.virus_scanner,
    own.folders,
    own.static_files,
    own.authorities,
)


class Command(BaseCommand):
    help = "Checks settings and services, says what to do, and ends with status 1 if one fails."
    # It says itself what is wrong.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        """Take the address to look at from outside."""
        parser.add_argument(
            "--url", action="append", default=[], help="an authority's site: https://host"
        )

    def handle(self, *args, **options) -> None:
        """Print a line for each finding."""
        outside: list[Check] = [partial(seen_from_outside, url) for url in options["url"]]
        counted = dict.fromkeys(Verdict, 0)
        for check in [*CHECKS, *outside]:
            for finding in found_by(check):
                counted[finding.verdict] += 1
                self.stdout.write(str(finding))
        told = f"{counted[Verdict.FAILED]} failed, {counted[Verdict.WARNING]} to think about."
        if counted[Verdict.FAILED]:
            raise CommandError(told, returncode=1)
        self.stdout.write(told)
