"""What editors, staff and time change of what the public reads."""

import re
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from applications.models import Procurement
from applications.models.status import Status
from authorities.models import AuthoritySettings, Role
from challenges.models import ChallengePage, Theme
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.factories import ApplicationFactory, ClarificationFactory, UserFactory

OF_ONE = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<=name="form_key" value=")[\w-]+'
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def new(reader, path):
    """Return what a page says that is made now; what each reader has of their own is left out."""
    with override_settings(PAGE_CACHE=False):
        return OF_ONE.sub("", reader.get(path).text)


def edit(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def take_out_of_sight(page):
    page.unpublish()


def schedule_the_end(page):
    """Have the worker take the page back, as an editor asked before."""
    ChallengePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - DAY)
    call_command("publish_scheduled", verbosity=0)


def by_hand(page):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE challenges_challengepage SET summary = %s WHERE page_ptr_id = %s",
            ["Walls weep.", page.pk],
        )


def withdraw(page):
    manager = UserFactory.working_for(page.get_site(), Role.PROGRAMME_MANAGER)
    move_stage(page, Stage.WITHDRAWN, by=manager, reason="The walls are dry.")


def procure(page):
    application = ApplicationFactory(page=page, status=Status.PROCURED)
    ChallengePage.objects.filter(pk=page.pk).update(stage=Stage.PROCURED)
    Procurement.objects.create(
        application=application,
        owner=UserFactory(),
        due_on=timezone.localdate(),
        value=12345,
        is_public=True,
    )


def colour(page):
    AuthoritySettings.objects.filter(site=page.get_site()).update(brand_colour="#123456")


def move(page):
    page.get_parent().slug = "calls"
    parent = page.get_parent().specific
    parent.slug = "calls"
    parent.save()


CHANGES = {
    "published": (lambda page: edit(page, summary="Walls weep."), "Walls weep."),
    "changed after its opening": (lambda page: edit(page, amendment="A date."), "A date."),
    "taken back": (take_out_of_sight, None),
    "taken back by the worker": (schedule_the_end, None),
    "deleted": (lambda page: page.delete(), None),
    "moved with its parent": (move, None),
    "for some alone": (restrict, None),
    "withdrawn": (withdraw, "The walls are dry."),
    "procured": (procure, "£12,345"),
    "answered": (lambda page: ClarificationFactory(page=page, answer="Yes, both."), "Yes, both."),
    "named otherwise": (lambda page: Theme.objects.update(name="Dry homes"), "Dry homes"),
    "by a statement": (by_hand, "Walls weep."),
    "in another colour": (colour, "#123456"),
}


def instants(challenge):
    """Return moments just before, at and just after what changes by itself."""
    closes_at = challenge.closes_at
    turns = [challenge.opens_at, challenge.questions_until]
    turns += [
        closes_at - before for before in (7 * DAY, 3 * DAY, 2 * DAY, HOUR, HOUR / 60, 0 * DAY)
    ]
    return sorted(turn + step * timedelta.resolution for turn in turns for step in (-1, 0, 1))
