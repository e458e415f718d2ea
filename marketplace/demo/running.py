"""What the demonstration's programmes are run with: facts of the finished one, examples else."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from authorities.models import AuthoritySettings, Role, User
from authorities.permissions import staff_of
from authorities.scope import authority_of
from challenges.models import (
    Attendance,
    BudgetLine,
    ChallengePage,
    Directorate,
    Lesson,
    Payment,
    ProgrammePage,
    Proposal,
    Session,
    Support,
)
from challenges.needs.joining import do, say
from challenges.needs.permissions import Act
from challenges.programmes.milestones.planning import plan_usual
from marketplace.demo.content import read

FINISHED, RUNNING = "digital-innovation-in-public-services", "closer-to-home"
TRACKED = "sharing-what-we-know"
# What was learned, by its part of the programme's text.
LEARNED = {"what_worked": Lesson.Kind.WORKED, "what_did_not": Lesson.Kind.DID_NOT}


def load_running(sites: dict[str, Site]) -> None:
    """Make what is not there yet of both programmes."""
    entries = {entry["slug"]: entry for entry in read("programmes")["programme"]}
    for slug, load in ((FINISHED, _finished), (RUNNING, _running)):
        site = sites[entries[slug]["authority"]]
        programme = ProgrammePage.objects.descendant_of(site.root_page).get(slug=slug)
        if not programme.sessions.exists():
            load(programme, site, entries[slug])
    _join(sites["birmingham"], sites["wmca"])
    for slug, site in sites.items():
        settings = AuthoritySettings.objects.filter(site=site, proposal_domains="")
        settings.update(proposal_domains=f"{slug}.example.org", shares_programmes=True)


def _join(owner: Site, joiner: Site) -> None:
    """Have the second authority join a challenge of the first, by the people of both."""
    page = ChallengePage.objects.descendant_of(owner.root_page).filter(slug=TRACKED).first()
    ours, theirs = (staff_of(site, Role.APPROVER).first() for site in (owner, joiner))
    if page is None or ours is None or theirs is None or page.joinings.exists():
        return
    made = say(page, joiner, **read("running")["joining"], by=theirs)
    do(made, Act.APPROVE, by=theirs)
    do(made, Act.AGREE, by=ours)


def is_lessons(name: str, text: str) -> bool:
    """Return whether a part of a programme's text is a list of lessons, kept as records."""
    return name in LEARNED and text.strip().startswith("- ")


def _finished(programme: ProgrammePage, site: Site, entry: dict[str, Any]) -> None:
    """Keep the sessions, the money and the lessons that the programme recorded."""
    common = {"programme": programme, "is_public": True}
    owners = {
        (authority_of(page), page.directorate)
        for page in ChallengePage.objects.filter(programme=programme).select_related("directorate")
    }
    first = True
    for owner, directorate in sorted(owners, key=lambda one: str(one[1])):
        for number in ("First", "Second"):
            # 16 participants and 2 facilitators are recorded for the workshops, not for each.
            recorded = {"recorded_participants": 16, "recorded_facilitators": 2} if first else {}
            Session.objects.create(
                **common,
                **recorded,
                authority=owner,
                directorate=directorate,
                title=f"{number} workshop, two hours",
                when_said="Before the briefs; the day is not recorded",
                came_of_it="The numbers of people and facilitators are those of all workshops."
                if first
                else "",
            )
            first = False
    for kind, title, when in (
        ("sandpit", "Sandpit", "Before the briefs; the day is not recorded"),
        ("cohort_day", "Cohort launch", "24 January, in the following programme year"),
        ("showcase", "Showcase", "27 March"),
    ):
        Session.objects.create(**common, authority=site, kind=kind, title=title, when_said=when)
    for money in entry["money"]:
        BudgetLine.objects.create(
            **common, authority=site, funder=money["label"], amount=money["amount"]
        )
    phases = {row["theme"]: row["phase"] for row in read("running")["lesson"]}
    for name, kind in LEARNED.items():
        for line in entry[name].strip().splitlines():
            theme, _dot, text = line.removeprefix("- ").partition(". ")
            Lesson.objects.create(
                **common,
                authority=site,
                kind=kind,
                theme=theme,
                phase=phases.get(theme, Lesson.Phase.WHOLE),
                text=text,
                is_shared=True,
            )


def _running(programme: ProgrammePage, site: Site, entry: dict[str, Any]) -> None:
    """Make examples of proposals, sessions with who came, money, and a track."""
    examples = read("running")
    manager = User.objects.filter(
        groups__authority_group__authority=site,
        groups__authority_group__role=Role.PROGRAMME_MANAGER,
    ).first()
    for row in examples["proposal"]:
        _proposal(row, programme, site, manager)
    for row in examples["session"]:
        _session(row, programme, site)
    common = {"authority": site, "programme": programme}
    lines = {
        row["purpose"]: BudgetLine.objects.create(**common, **row) for row in examples["budget"]
    }
    for row in examples["payment"]:
        today = timezone.localdate()
        line = lines[row["line"]]
        Payment.objects.create(**common, **(row | {"line": line}), on=today)
    if manager is not None:
        page = ChallengePage.objects.descendant_of(site.root_page).get(slug=TRACKED)
        plan_usual(page, owner=manager, start=timezone.localdate(), by=manager)


def _proposal(
    row: dict[str, Any], programme: ProgrammePage, site: Site, manager: User | None
) -> None:
    own = {name: row[name] for name in (*Proposal.QUESTIONS, "name", "email")}
    answered = {
        "state": Proposal.State.ANSWERED,
        "answer": row.get("answer", ""),
        "answered_by": manager,
        "answered_at": timezone.now(),
    }
    made = Proposal.objects.create(
        **own,
        **(answered if "answer" in row else {}),
        authority=site,
        programme=programme,
        directorate=Directorate.objects.for_authority(site).get(name=row["directorate"]),
        form_key=uuid.uuid4(),
    )
    for number, sentence in enumerate(row["supports"]):
        email = f"colleague{number}@birmingham.example.org"
        Support.objects.create(proposal=made, sentence=sentence, email=email)


def _session(row: dict[str, Any], programme: ProgrammePage, site: Site) -> None:
    zone = AuthoritySettings.for_site(site).zone
    day = timezone.localdate() + timedelta(days=row["in_days"])
    starts_at = timezone.make_aware(datetime.combine(day, time(10)), zone)
    known = (
        "kind",
        "title",
        "facilitators",
        "came_of_it",
        "places",
        "line_places",
        "audience",
        "is_public",
    )
    session = Session.objects.create(
        **{name: row[name] for name in known if name in row},
        authority=site,
        programme=programme,
        challenge=programme.challenges.filter(slug=row.get("challenge")).first(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=row["hours"]),
        place="Council House",
        directorate=Directorate.objects.for_authority(site)
        .filter(name=row.get("directorate"))
        .first(),
    )
    answers = Attendance.Answer
    for answer, number in (
        (answers.YES, row.get("there", row.get("coming", 0))),
        (answers.WAITING, row.get("waiting", 0)),
    ):
        for guest in range(number):
            Attendance.objects.create(
                session=session,
                email=f"{answer}{guest}@guests.example.org",
                name=f"Example guest {guest + 1}",
                answer=answer,
                answered_at=timezone.now(),
                attended_at=starts_at if "there" in row else None,
            )
