"""Loads the demonstration; safe to repeat, and refused where people rely on the site."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.models import Site

from applications.jobs.release_mails import mail_releases
from marketplace.demo.applications import load_applications
from marketplace.demo.authorities import load_authorities, load_people
from marketplace.demo.programmes import load_programmes, load_stories
from marketplace.demo.running import load_running


class DemonstrationRefused(Exception):
    """The settings do not allow demonstration accounts and content."""


@dataclass(frozen=True)
class Demonstration:
    """What a newcomer needs to look around."""

    sites: dict[str, Site]
    people: list[tuple[str, str]]
    password: str


@transaction.atomic
def load(*, port: int, password: str) -> Demonstration:
    """Load both authorities with their people, programmes, challenges, applications and stories.

    What is there already stays as it is, but the running challenges' dates follow today, and
    the accounts get the password. Raises `DemonstrationRefused` under production settings.
    """
    if not settings.DEMONSTRATION_ALLOWED:
        raise DemonstrationRefused(
            "The demonstration can be loaded under development settings only."
        )
    began = timezone.now()
    sites = load_authorities(port)
    people = load_people(sites, password)
    load_programmes(sites, timezone.localdate())
    load_applications(sites)
    load_running(sites)
    load_stories(sites)
    mail_releases(timezone.now())
    # Nobody reads at these addresses, and all of it can be read in the browser.
    queued = Email.objects.filter(status=STATUS.queued, created__gte=began)
    queued.update(status=STATUS.sent)
    return Demonstration(sites, people, password)
