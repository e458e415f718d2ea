"""One authority with something at every staff address, all of it in a word of its own."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.models import Site

from applications.assessment import rounds
from applications.drafts.mails import queue_address
from applications.models import (
    Application,
    Assignment,
    DecisionLetter,
    EndedBecause,
    Extension,
    LetterTemplate,
    LongWork,
    NotApplicable,
    Observer,
    Pitch,
    PooledAssessor,
    SavedFilter,
    Terms,
)
from applications.models.status import Status
from applications.release.releasing import plan_release, ready_groups
from applications.workflow.transitions import move
from authorities.models import Role, SentMail
from challenges.models import (
    ChallengePage,
    ChallengeRule,
    Directorate,
    Partner,
    Promotion,
    QuestionSet,
    Synonyms,
    Theme,
)
from challenges.models.status import Stage
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
    DraftFactory,
    UserFactory,
)
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.permissions.attached import note_with_file, with_file
from tests.permissions.complaint_scene import complain
from tests.permissions.need_scene import join
from tests.permissions.people import Crowd, Who
from tests.permissions.programme_scene import run_programme
from tests.permissions.staff_scene import hire


@dataclass
class Place:
    """An authority's challenge with applications in every state that an address is about."""

    authority: Site
    crowd: Crowd
    # In every text, name and address of its applications, and in nothing that another has.
    word: str
    page: ChallengePage
    # Another challenge, whose assessment is closed.
    closed: ChallengePage
    at: dict[str, Application] = field(default_factory=dict)
    made: dict = field(default_factory=dict)

    def key(self, name: str, who: Who = Who.MODERATOR) -> int:
        """Return the key of what was made under this name; of a filter, of the person's own."""
        if name == "filter":
            own = who if who in self.crowd.users else Who.MODERATOR
            return self.made[f"filter of {own}"].pk
        return ({"page": self.page, "closed": self.closed} | self.at | self.made)[name].pk


def build(authority: Site, word: str) -> Place:
    """Return the authority with its people and everything that they work on."""
    crowd = Crowd(authority)
    page = ChallengePageFactory(
        authority=authority, closed=True, stage=Stage.ASSESSING, title=f"{word} damp"
    )
    page = with_criteria(page)
    closed = with_criteria(ChallengePageFactory(authority=authority, closed=True))
    elsewhere = ChallengePageFactory(authority=authority, closed=True)
    place = Place(authority, crowd, word, page, closed)
    rule = ChallengeRule.objects.create(page=page, text=f"{word} has fewer than 250 people")
    place.made |= {"rule": rule, "elsewhere": elsewhere}
    _decide(place)
    _assess(place)
    _write(place)
    _keep(place)
    by = crowd.users[Who.MANAGER]
    place.made |= hire(authority, word, crowd.users[Who.ADMINISTRATOR], place.at["selected"])
    place.made |= run_programme(place)
    place.made |= join(place)
    for observed in (page, closed):
        Observer.objects.create(page=observed, user=crowd.users[Who.OBSERVER], named_by=by)
    Observer.objects.create(page=elsewhere, user=crowd.users[Who.OTHER_OBSERVER], named_by=by)
    return place


def applying(place: Place, name: str, status: Status, page: ChallengePage | None = None):
    """Return a new application, kept under its name."""
    word = place.word
    made = ApplicationFactory(
        page=page or place.page,
        status=status,
        reference=f"{word[:4].upper()}-{name.upper().replace('_', '-')}",
        business_name=f"{word} {name} Ltd",
        contact_name=f"Ada {word}",
        email=f"{name}@{word.lower()}.example",
    )
    made.form_data = dict.fromkeys(made.form_data, f"We listen to the {word} wall.")
    made.save()
    place.at[name] = made
    return made


def _decide(place: Place) -> None:
    """Make an application in each state, letters that wait, and one that is planned."""
    by = place.crowd.users[Who.MANAGER]
    for name, status in (
        ("submitted", Status.SUBMITTED),
        ("screening", Status.SCREENING),
        ("eligible", Status.ELIGIBLE),
        ("assessed", Status.IN_ASSESSMENT),
        ("first_reserve", Status.IN_ASSESSMENT),
        ("second_reserve", Status.IN_ASSESSMENT),
        ("left", Status.IN_ASSESSMENT),
        ("selected", Status.IN_ASSESSMENT),
        ("planned", Status.IN_ASSESSMENT),
        ("untold", Status.IN_ASSESSMENT),
    ):
        applying(place, name, status)
    _move(place, "planned", Status.NOT_MATCHED, by)
    release = _release(place, by, at=timezone.now() + timedelta(days=3))
    _move(place, "selected", Status.MATCHED, by)
    place.at["selected"].refresh_from_db()
    _move(place, "selected", Status.SELECTED, by)
    _release(place, by)
    _move(place, "left", Status.MATCHED, by)
    _move(place, "left", Status.WITHDRAWN, by)
    _move(place, "first_reserve", Status.RESERVE, by)
    _move(place, "second_reserve", Status.RESERVE, by)
    _move(place, "untold", Status.NOT_MATCHED, by)
    DecisionLetter.objects.filter(application=place.at["untold"]).update(
        text=f"Untold{place.word} letter.", stronger=f"Untold{place.word} advice."
    )
    DecisionLetter.objects.filter(stronger="").update(stronger="A partner.")
    place.made["complaint"] = complain(place.at["selected"], place.word)
    place.made["release"] = release
    place.made["letter"] = DecisionLetter.objects.get(application=place.at["untold"])


def _move(place: Place, name: str, to: Status, by) -> None:
    move(place.at[name], to, by=by, reason=f"{place.word} reason.")
    place.at[name].refresh_from_db()


def _release(place: Place, by, at=None):
    DecisionLetter.objects.filter(stronger="").update(stronger="A partner.")
    seen = {group.status: group.print for group in ready_groups(place.page)}
    return plan_release(place.page, seen, by=by, visible_at=at)


def _assess(place: Place) -> None:
    """Give one application to an assessor who sent scores, and to one who has them in hand."""
    page, word, application = place.page, place.word, place.at["assessed"]
    first, second = page.criteria.all()
    by = place.crowd.users[Who.MODERATOR]
    people = {
        name: AssessorFactory(
            page=page,
            invited_by=by,
            name=f"{word} {name}",
            email=f"{name}.{word}@body.example",
            **how,
        )
        for name, how in (
            ("sender", {}),
            ("scorer", {}),
            ("recused", {}),
            ("declined", {"declined": True}),
            ("removed", {"removed": True}),
            ("invited", {"waiting": True}),
        )
    }
    scores = {first.pk: 3, second.pk: 4}
    sent = AssignmentFactory.sent(
        scores, {first.pk: f"{word} praise."}, assessor=people["sender"], application=application
    )
    in_hand = AssignmentFactory(assessor=people["scorer"], application=application)
    in_hand.scores.create(
        criterion=first.pk,
        score=1,
        comment=f"Unsent{word} comment.",
        private_comment=f"Unsent{word} thought.",
    )
    NotApplicable.objects.create(
        application=place.at["selected"], criterion=first.pk, actor=by, reason="No price."
    )
    Pitch.objects.create(
        application=place.at["selected"],
        starts_at=timezone.now() + timedelta(days=9),
        place=f"{word} House",
    )
    place.made |= people | {"sent": sent, "in_hand": in_hand, "criterion": first}
    for name in ("sender", "scorer", "recused"):
        for one in place.at.values():
            if not people[name].declarations.filter(application=one).exists():
                has_conflict = name == "recused" and one == application
                people[name].declarations.create(application=one, has_conflict=has_conflict)
    place.made["ended"] = Assignment.objects.create(
        assessor=people["recused"],
        application=application,
        assigned_by=by,
        due_at=timezone.now() + timedelta(days=9),
        ended_at=timezone.now(),
        ended_because=EndedBecause.CONFLICT,
    )
    rounds.close(place.closed, by=by)


def _write(place: Place) -> None:
    """Write a note with a file, a draft, more time for it, and a mail that failed."""
    word, application = place.word, place.at["assessed"]
    by = place.crowd.users[Who.MANAGER]
    place.made["file"] = with_file(application, f"{word}.png")
    place.made["note"] = note_with_file(application, by, word)
    draft = DraftFactory(page=place.page, email=f"draft@unsent{word.lower()}.example")
    draft.typed |= {"business_name": [f"Unsent{word} Ltd"], "contact_name": [f"Unsent{word}"]}
    draft.save()
    Extension.objects.create(
        draft=draft, until=timezone.now() + timedelta(days=1), actor=by, reason=f"{word} was ill."
    )
    before = set(SentMail.objects.values_list("pk", flat=True))
    queue_address(draft, page=place.page)
    failed = SentMail.objects.exclude(pk__in=before).get()
    Email.objects.filter(pk=failed.mail_id).update(status=STATUS.failed)
    place.made |= {"draft": draft, "failed": failed}


def _long_work(place: Place) -> LongWork:
    """Make a table that the moderator asked for, and that is finished."""
    work = LongWork(
        authority=place.authority,
        user=place.crowd.users[Who.MODERATOR],
        kind=LongWork.Kind.EXPORT,
        title=f"{place.word} applications",
        about={"format": "csv", "with_answers": False},
        finished_at=timezone.now(),
    )
    work.file.save("table", ContentFile(f"{place.word} table".encode()))
    return work


def _keep(place: Place) -> None:
    """Make what the authority owns besides, and a saved filter for each of its people."""
    word, authority = place.word, place.authority
    place.made |= {
        "theme": Theme.objects.create(
            authority=authority, name=f"{word} health", slug=word.lower()
        ),
        "directorate": Directorate.objects.create(authority=authority, name=f"{word} housing"),
        "partner": Partner.objects.create(authority=authority, name=f"{word} partner"),
        "questionset": QuestionSet.objects.create(authority=authority, name=f"{word} questions"),
        "synonyms": Synonyms.objects.create(authority=authority, words=f"{word}\n{word}s"),
        "promotion": Promotion.objects.create(authority=authority, words=f"{word} walls"),
        "clarification": ClarificationFactory(
            page=place.page, asked_text=f"{word} asked.", waiting=True
        ),
        "terms": Terms.objects.for_authority(authority).latest("pk"),
        "longwork": _long_work(place),
        "pooledassessor": PooledAssessor.objects.create(
            authority=authority, name=f"{word} Pooled", email=f"pool@{word.lower()}.example"
        ),
        "lettertemplate": LetterTemplate.objects.for_authority(authority).first(),
        "new_observer": UserFactory.working_for(authority, Role.OBSERVER),
    }
    LetterTemplate.objects.for_authority(authority).update(text=f"{word} dear contact.")
    for who, user in place.crowd.users.items():
        place.made[f"filter of {who}"] = SavedFilter.objects.create(
            user=user, authority=authority, name=f"{word} filter", query="status=matched"
        )
