"""The demonstration's applications, moved through the queue by its own rules."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from applications.drafts.partners.agreement import agreement_of, names_of, partners_of
from applications.drafts.saving import questions_as_asked
from applications.history.chain import record_move
from applications.models import Application, Decision, Draft, IneligibleBecause, Kind, Partner
from applications.models.reference import new_reference
from applications.models.search_text import refresh_search_text
from applications.models.status import MOVES, Status
from applications.submission.conversation import request_information
from applications.submission.partners import keep_partners
from applications.submission.submit import keep_version, terms_of
from applications.workflow.eligibility import check_rules
from applications.workflow.transitions import move
from authorities.models import AuthorityGroup, AuthoritySettings, Role, User
from businesses.profile.forms import BusinessDetailsForm
from challenges.models import ChallengePage
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from marketplace.demo.assessing import assess, tell
from marketplace.demo.content import read, read_all
from marketplace.demo.programmes import find_challenge

EXAMPLE_REASON = "Example content."
ASKED = "Example content: who of your team would work with us, and how many days a week?"
_ASSESSED = [Status.SCREENING, Status.ELIGIBLE, Status.IN_ASSESSMENT]
_MATCHED = [*_ASSESSED, Status.MATCHED]
WAYS: dict[str, list[Status]] = {
    "submitted": [],
    "screening": _ASSESSED[:1],
    "info_requested": [Status.SCREENING, Status.INFO_REQUESTED],
    "ineligible": [Status.SCREENING, Status.INELIGIBLE],
    "eligible": _ASSESSED[:2],
    "in_assessment": _ASSESSED,
    "reserve": [*_ASSESSED, Status.RESERVE],
    "not_matched": [*_ASSESSED, Status.NOT_MATCHED],
    "matched": _MATCHED,
    "selected": [*_MATCHED, Status.SELECTED],
    "not_selected": [*_MATCHED, Status.NOT_SELECTED],
    "withdrawn": [Status.WITHDRAWN],
}
STAGES: list[Stage] = [
    Stage.ASSESSING,
    Stage.MATCHED,
    Stage.SELECTED,
    Stage.SHOWCASED,
    Stage.PROCUREMENT_PENDING,
]


def load_applications(sites: dict[str, Site]) -> None:
    """Send the applications of each challenge that has none, and decide what was decided."""
    sent = read("applications")["application"]
    for entry in read_all("challenges"):
        page = find_challenge(sites, entry["slug"])
        mine = [row for row in sent if row["challenge"] == entry["slug"]]
        if Application.objects.filter(page_id=page.pk).exists() or page.stage:
            continue
        site = sites[entry["authority"]]
        applications = [
            (_send(page, site, row, number, len(mine)), row) for number, row in enumerate(mine)
        ]
        manager = _member(site, Role.PROGRAMME_MANAGER)
        _move_all(page, applications, entry, manager)


def _send(
    page: ChallengePage, site: Site, row: dict[str, Any], number: int, total: int
) -> Application:
    """Return the application as if it had arrived through the page's form."""
    questions = page.get_form_fields()
    opens_at, closes_at = page.period()
    until = min(closes_at, timezone.now())
    sent_at = opens_at + (until - opens_at) * (number + 1) / (total + 1)
    details = {name: row.get(name, "") for name in BusinessDetailsForm.base_fields}
    answers = {
        question.clean_name: answer
        for question, answer in zip(questions, row["answers"], strict=True)
    }
    draft = Draft.objects.create(
        page_id=page.pk,
        authority=site,
        reference=new_reference(AuthoritySettings.for_site(site).short_name),
        email=row["email"],
        typed={name: [value] for name, value in details.items()} | _typed(questions, answers),
        questions=questions_as_asked(page),
        version=1,
        started_at=sent_at,
        saved_at=sent_at,
    )
    application = Application.objects.create(
        **details,
        draft=draft,
        page_id=page.pk,
        authority=site,
        reference=draft.reference,
        consented_at=sent_at,
        terms=terms_of(site),
        form_data=answers,
        questions=draft.questions,
        first_sent_at=sent_at,
        submit_time=sent_at,
        status_changed_at=sent_at,
    )
    decision = Decision.objects.create(
        application=application, to_status=Status.SUBMITTED, at=sent_at
    )
    for partner in row.get("partners", []):
        Partner.objects.create(
            draft=draft, added_at=sent_at, asked_at=sent_at, agreed_at=sent_at, **partner
        )
    _agree(draft)
    version = keep_version(application, sent_at)
    record_move(decision, version, *keep_partners(version), application)
    refresh_search_text(application)
    return application


def _agree(draft: Draft) -> None:
    """Let each partner agree to the draft as it stands."""
    partners = list(partners_of(draft))
    names = names_of(draft, partners)
    for partner in partners:
        partner.agreed_to = agreement_of(partner, names)
        partner.save(update_fields=["agreed_to"])


def _typed(questions: list, answers: dict[str, Any]) -> dict[str, list[str]]:
    """Return the answers as a browser would have sent them."""
    typed = {}
    for question in questions:
        name, answer = question.clean_name, answers[question.clean_name]
        if question.field_type == Kind.DATE and answer:
            year, month, day = str(answer).split("-")
            typed |= {f"{name}_day": [day], f"{name}_month": [month], f"{name}_year": [year]}
        else:
            typed[name] = answer if isinstance(answer, list) else [str(answer or "")]
    return typed


def _move_all(
    page: ChallengePage, applications: list, entry: dict[str, Any], manager: User
) -> None:
    """Replay what was decided: what comes before the match, the matches, the selection."""
    stage = entry["stage"]
    if stage == Stage.WITHDRAWN:
        # It was withdrawn while it was open.
        opens_at, closes_at = page.period()
        halfway = opens_at + (closes_at - opens_at) / 2
        move_stage(page, Stage.WITHDRAWN, by=manager, reason=entry["stage_reason"], now=halfway)
        return
    clock = _Clock(page)
    rounds = [_before_match, _to_match, _to_selection]
    target = STAGES.index(Stage(stage)) + 1 if stage else 0
    ends = {made.pk: Status(row["status"]) for made, row in applications}
    for number, steps in enumerate(rounds):
        for application, row in applications:
            for to in steps(WAYS[row["status"]]):
                _move(application, to, row, manager, clock.next())
        if number < target:
            move_stage(page, STAGES[number], by=manager, now=clock.next())
            if STAGES[number] is Stage.ASSESSING:
                assess(page, ends, manager, clock.next)
            else:
                tell(page, manager, clock.next())
    for later in STAGES[len(rounds) : target]:
        move_stage(page, later, by=manager, now=clock.next())


def _before_match(way: list[Status]) -> list[Status]:
    return [to for to in way if to not in (*_to_match(way), *_to_selection(way))]


def _to_match(way: list[Status]) -> list[Status]:
    return [to for to in way if to in (Status.MATCHED, Status.RESERVE, Status.NOT_MATCHED)]


def _to_selection(way: list[Status]) -> list[Status]:
    return [to for to in way if to in (Status.SELECTED, Status.NOT_SELECTED)]


def _move(
    application: Application, to: Status, row: dict[str, Any], manager: User, at: datetime
) -> None:
    is_last = to == WAYS[row["status"]][-1]
    needs_reason = MOVES[Status(application.status)][to].needs_reason
    reason = (row.get("reason") if is_last else "") or (EXAMPLE_REASON if needs_reason else "")
    if to is Status.INFO_REQUESTED:
        page = application.page.specific
        due_at = max(at, timezone.now()) + timedelta(days=5)
        request_information(application, ASKED, due_at=due_at, by=manager, page=page, now=at)
        return
    because = IneligibleBecause.OFF_TOPIC if to is Status.INELIGIBLE else ""
    if to in (Status.ELIGIBLE, Status.INELIGIBLE):
        page = application.page.specific
        # What is off topic fails the rule that says what the challenge is about: the second one.
        found = {
            rule.pk: to is Status.ELIGIBLE or number != 1
            for number, rule in enumerate(page.eligibility_rules.all())
        }
        check_rules(application, page, found, by=manager, now=at)
    move(application, to, by=manager, reason=reason, because=because, now=at)


class _Clock:
    """Moments after a challenge has closed, each later than the one before and none to come."""

    def __init__(self, page: ChallengePage) -> None:
        now = timezone.now()
        self._at = min(page.period().closes_at, now - timedelta(hours=2))
        self._tick = (now - self._at) / 400

    def next(self) -> datetime:
        """Return the next moment."""
        self._at += self._tick
        return self._at


def _member(site: Site, role: Role) -> User:
    group = AuthorityGroup.objects.get(authority=site, role=role).group
    return group.user_set.get()
