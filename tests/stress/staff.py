"""Moderators and assessors all at once on one challenge.

Moderators match, put in reserve, turn down, write and take notes, at random and without waiting
for one another; each assessor has two windows open on each application, and sends twice.
"""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

import requests
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from applications.models import (
    Application,
    Assignment,
    Decision,
    Entry,
    Event,
    Message,
    Note,
    Score,
    SentScores,
)
from applications.models.status import MATCHED_OR_BEYOND, Status
from authorities.models import Role
from challenges.models import ChallengePage
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.history import faults_once_sealed
from tests.signing_in import sign_in_by_code
from tests.stress.server import Server

PATIENCE = 120
APPLICATIONS = 60
HALF = APPLICATIONS // 2
ACTIONS = 12
# A token that a form sends back as it was set, as a browser does.
TOKEN = "a" * 32
MOVES = (Status.MATCHED, Status.RESERVE, Status.NOT_MATCHED, Status.WITHDRAWN)


@dataclass
class Told:
    """What the server said to one request."""

    what: str
    status: int
    about: int
    wrote: str


@dataclass
class Person:
    """Somebody at a browser of their own, who is signed in."""

    address: str
    host: str
    cookies: dict[str, str]
    told: list[Told] = field(default_factory=list)

    def post(self, what: str, path: str, *, about: int, wrote: str, **typed: str) -> Told:
        """Send a form, and note what the server said."""
        response = requests.post(
            self.address + path,
            data={"csrfmiddlewaretoken": TOKEN, **typed},
            cookies=self.cookies,
            headers={"Host": self.host},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        told = Told(what, response.status_code, about, wrote)
        self.told.append(told)
        return told


@dataclass
class StaffRow:
    """What came of it, in words, and each promise that was broken."""

    people: int
    seconds: float
    answers: Counter
    matched: int
    entries: int
    broken: list[str] = field(default_factory=list)
    scenario: str = "staff"

    def __str__(self) -> str:
        statuses = ", ".join(
            f"{count} × {status}" for status, count in sorted(self.answers.items())
        )
        return (
            f"\n{self.people} moderators and assessors at once, {self.seconds:.1f} s: "
            f"{sum(self.answers.values())} answers ({statuses}), {self.matched} matched of 3 "
            f"places, {self.entries} entries of the history."
        )

    def expect(self, is_kept: bool, sentence: str) -> None:
        """Note a promise as broken unless it was kept."""
        if not is_kept:
            self.broken.append(sentence)


def run(server: Server, site: Site, people: int) -> StaffRow:
    """Return what came of half as many moderators and half as many assessors at once."""
    page = with_criteria(ChallengePageFactory(authority=site, closed=True, stage=Stage.ASSESSING))
    applications = ApplicationFactory.create_batch(
        APPLICATIONS, page=page, status=Status.IN_ASSESSMENT
    )
    jobs = [
        *(_moderator(server, site, applications, number) for number in range(people // 2)),
        *(_assessor(server, site, page, applications, number) for number in range(people // 2)),
    ]
    begun = time.monotonic()
    with ThreadPoolExecutor(len(jobs)) as pool:
        everybody = [done.result() for done in [pool.submit(job) for job in jobs]]
    return _account(page, server, everybody, time.monotonic() - begun)


def _moderator(
    server: Server, site: Site, applications: list[Application], number: int
) -> Callable[[], Person]:
    """Return the work of a moderator: so many actions on applications chosen by chance."""
    user = UserFactory.working_for(site, Role.MODERATOR)
    client = Client(headers={"host": site.hostname})
    client.force_login(user)
    person = _person(server, site, client)

    def work() -> Person:
        rng = Random(number)
        for turn in range(ACTIONS):
            what = rng.choice(("move", "move", "note", "message"))
            # What is decided can no longer be scored, so half of them are not.
            chosen = rng.choice(applications[HALF:] if what == "move" else applications).pk
            text = f"Moderator {number}, turn {turn}."
            path = reverse(f"application_{what}", args=[chosen])
            typed = {"text": text}
            if what == "move":
                typed = {"to": rng.choice(MOVES).value, "reason": text}
            person.post(what, path, about=chosen, wrote=text, **typed)
        return person

    return work


def _assessor(
    server: Server, site: Site, page: ChallengePage, applications: list[Application], number: int
) -> Callable[[], Person]:
    """Return the work of an assessor: two windows on each of four applications, sent twice."""
    assessor = AssessorFactory(page=page)
    theirs = [
        AssignmentFactory(assessor=assessor, application=applications[(4 * number + step) % HALF])
        for step in range(4)
    ]
    for application in applications:
        assessor.declarations.get_or_create(application=application, has_conflict=False)
    client = Client(headers={"host": site.hostname})
    sign_in_by_code(client, assessor.email, at=site)
    person = _person(server, site, client)
    criteria = list(page.criteria.all())

    def window(assignment: Assignment, name: str, action: str, version: int) -> Told:
        text = f"Assessor {number}, window {name}."
        typed = {}
        for criterion in criteria:
            typed |= {
                f"score_{criterion.pk}": "3",
                f"comment_{criterion.pk}": text,
                f"private_{criterion.pk}": "",
            }
        path = reverse("assessor_application", args=[assessor.secret, assignment.key])
        return person.post(
            action,
            path,
            about=assignment.pk,
            wrote=text,
            action=action,
            version=str(version),
            read_version="1",
            **typed,
        )

    def work() -> Person:
        with ThreadPoolExecutor(2) as windows:
            for assignment in theirs:
                both = [windows.submit(window, assignment, name, "save", 0) for name in "ab"]
                taken = next(
                    (one.result().wrote[-2] for one in both if one.result().status == 302), "a"
                )
                for done in [windows.submit(window, assignment, taken, "send", 1) for _ in "ab"]:
                    done.result()
        return person

    return work


def _person(server: Server, site: Site, client: Client) -> Person:
    name = settings.SESSION_COOKIE_NAME
    cookies = {name: client.cookies[name].value, settings.CSRF_COOKIE_NAME: TOKEN}
    return Person(server.address, site.hostname, cookies)


def _account(
    page: ChallengePage, server: Server, everybody: list[Person], seconds: float
) -> StaffRow:
    """Return the row, with each promise that was broken."""
    told = [one for person in everybody for one in person.told]
    mine = Application.objects.filter(page_id=page.pk)
    entries = Entry.objects.filter(page_id=page.pk)
    row = StaffRow(
        people=len(everybody),
        seconds=seconds,
        answers=Counter(one.status for one in told),
        matched=mine.filter(status__in=MATCHED_OR_BEYOND).count(),
        entries=entries.count(),
    )
    row.expect(row.matched <= 3, f"{row.matched} applications are matched; 3 places there are.")
    row.expect(
        set(row.answers) <= {302, 403, 409}, f"there were other answers: {dict(row.answers)}."
    )
    for sentence in (*_moves(page), *_writing(page, told), *_scores(page, told)):
        row.expect(False, sentence)
    faults = faults_once_sealed(page)
    row.expect(not faults, f"the history is not whole: {faults[:3]}")
    errors = server.faults()
    row.expect(not errors, f"the server's log tells of {len(errors)} errors: {errors[:3]}")
    return row


def _moves(page: ChallengePage) -> list[str]:
    """Return where an application and its decisions tell different stories."""
    broken = []
    for application in Application.objects.filter(page_id=page.pk).prefetch_related("decisions"):
        at = Status.IN_ASSESSMENT
        for decision in application.decisions.order_by("pk"):
            if decision.from_status != at:
                broken.append(f"{application.reference}: a decision does not follow the last one.")
            at = decision.to_status
        if application.status != at:
            broken.append(f"{application.reference} is not where its last decision put it.")
    decided = Decision.objects.filter(application__page_id=page.pk).count()
    recorded = Entry.objects.filter(page_id=page.pk, event=Event.MOVED).count()
    if decided != recorded:
        broken.append(f"{decided} decisions have {recorded} entries of the history.")
    return broken


def _writing(page: ChallengePage, told: list[Told]) -> list[str]:
    """Return what was written and is not there, or is there twice."""
    broken = []
    for what, model in (("note", Note), ("message", Message)):
        sent = Counter(one.wrote for one in told if one.what == what and one.status == 302)
        kept = Counter(
            model.objects.filter(application__page_id=page.pk).values_list("text", flat=True)
        )
        if sent != kept:
            broken.append(f"{sent.total()} {what}s were taken, {kept.total()} are there.")
    return broken


def _scores(page: ChallengePage, told: list[Told]) -> list[str]:
    """Return where a window overwrote another, or scores were not sent exactly once."""
    broken = []
    for assignment in Assignment.objects.filter(application__page_id=page.pk):
        saves = [one for one in told if one.what == "save" and one.about == assignment.pk]
        taken = [one.wrote for one in saves if one.status == 302]
        comments = set(
            Score.objects.filter(assignment=assignment).values_list("comment", flat=True)
        )
        if len(taken) != 1 or comments != set(taken):
            broken.append(f"Assignment {assignment.pk}: {len(taken)} windows saved over another.")
        if SentScores.objects.filter(assignment=assignment).count() != 1:
            broken.append(f"Assignment {assignment.pk} was not sent exactly once.")
    return broken
