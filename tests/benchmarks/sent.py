"""The applications of a challenge, with their files and their record."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, pairwise
from random import Random
from uuid import UUID

from applications.models import Application, ApplicationFile, Decision
from applications.status import Status
from authorities.models import User
from challenges.models import ChallengePage
from challenges.status import SELECTION_ANNOUNCED, Stage
from marketplace.demo.content import read
from tests.benchmarks.content import Made

EACH = 10

_ASSESSED = (Status.SUBMITTED, Status.SCREENING, Status.ELIGIBLE, Status.IN_ASSESSMENT)
_MATCHED = (*_ASSESSED, Status.MATCHED)
WAYS: dict[Status, tuple[Status, ...]] = {
    Status.SUBMITTED: _ASSESSED[:1],
    Status.SCREENING: _ASSESSED[:2],
    Status.INFO_REQUESTED: (*_ASSESSED[:2], Status.INFO_REQUESTED),
    Status.INELIGIBLE: (*_ASSESSED[:2], Status.INELIGIBLE),
    Status.ELIGIBLE: _ASSESSED[:3],
    Status.IN_ASSESSMENT: _ASSESSED,
    Status.RESERVE: (*_ASSESSED, Status.RESERVE),
    Status.NOT_MATCHED: (*_ASSESSED, Status.NOT_MATCHED),
    Status.MATCHED: _MATCHED,
    Status.NOT_SELECTED: (*_MATCHED, Status.NOT_SELECTED),
    Status.SELECTED: (*_MATCHED, Status.SELECTED),
    Status.PROCURED: (*_MATCHED, Status.SELECTED, Status.PROCURED),
    Status.NOT_PROCURED: (*_MATCHED, Status.SELECTED, Status.NOT_PROCURED),
    Status.WITHDRAWN: (Status.SUBMITTED, Status.WITHDRAWN),
}
# Where ten applications stand together.
_FRESH = [
    *([Status.SUBMITTED] * 6),
    *([Status.SCREENING] * 2),
    Status.INFO_REQUESTED,
    Status.WITHDRAWN,
]
_BEING_SCREENED = [
    *([Status.SCREENING] * 2),
    *([Status.INFO_REQUESTED] * 2),
    *([Status.ELIGIBLE] * 4),
    *([Status.INELIGIBLE] * 2),
]
_BEING_ASSESSED = [
    *([Status.IN_ASSESSMENT] * 7),
    *([Status.INELIGIBLE] * 2),
    Status.WITHDRAWN,
]
_LEFT_OUT = [*([Status.NOT_MATCHED] * 4), *([Status.INELIGIBLE] * 2), Status.WITHDRAWN]
_SELECTED_AS = {
    Stage.PROCURED: Status.PROCURED,
    Stage.NOT_PROCURED: Status.NOT_PROCURED,
}


class Sender:
    """Sends applications, moved to where their challenge stands."""

    def __init__(self, moderator: User, now: datetime) -> None:
        self._moderator, self._now = moderator, now
        self._texts = read("applications")["application"]

    def applications(self, made: Made) -> list[Application]:
        """Return ten applications that are not saved yet."""
        return [
            self._application(made, order, status)
            for order, status in enumerate(_statuses(made.page, self._now))
        ]

    def _application(self, made: Made, order: int, status: Status) -> Application:
        key = f"application {made.number} {order}"
        rng = Random(key)
        text = rng.choice(self._texts)
        sent_at = made.page.opens_at + rng.random() * (
            min(made.page.closes_at, self._now) - made.page.opens_at
        )
        questions = made.brief["form_question"]
        return Application(
            page_id=made.page.pk,
            authority=made.owner.site,
            reference=f"BCC-{made.number:06}-{order}",
            secret=f"{rng.getrandbits(256):064x}",
            form_key=UUID(int=rng.getrandbits(128)),
            business_name=f"{text['business_name']} {made.number * len(WAYS) + order}",
            contact_name=text["contact_name"],
            email=f"contact.{made.number}.{order}@example.com",
            business_size=text["business_size"],
            postcode=text["postcode"],
            company_number=text.get("company_number", ""),
            consented_at=sent_at,
            submit_time=sent_at,
            status=status,
            status_changed_at=sent_at + (self._now - sent_at) * rng.random(),
            form_data={
                f"q_{made.number:06}_{place}": answer
                for place, answer in zip(range(len(questions)), cycle(text["answers"]))
            },
            questions=[
                {"name": f"q_{made.number:06}_{place}", "label": row["label"], "kind": "long_text"}
                for place, row in enumerate(questions)
            ],
        )

    def record(self, application: Application) -> Iterator[Decision]:
        """Yield the moves that led to where the application stands."""
        yield Decision(
            application=application, to_status=Status.SUBMITTED, at=application.submit_time
        )
        for before, after in pairwise(WAYS[Status(application.status)]):
            yield Decision(
                application=application,
                actor=self._moderator,
                at=application.status_changed_at,
                reason="It answers the question that the brief asks, and says what it costs.",
                from_status=before,
                to_status=after,
            )

    def files(self, application: Application) -> Iterator[ApplicationFile]:
        """Yield a file for every third application; the folder has none of them."""
        if application.pk % 3 == 0:
            yield ApplicationFile(
                application=application,
                question="q_file",
                file=f"applications/{application.pk}/plan.pdf",
                name="plan.pdf",
                content_type="application/pdf",
                size=240_000,
            )


def _statuses(page: ChallengePage, now: datetime) -> list[Status]:
    """Return where the challenge's ten applications stand."""
    stage = Stage(page.stage)
    if page.is_open(now) or stage is Stage.WITHDRAWN:
        return _FRESH
    if stage is Stage.NONE:
        return _BEING_SCREENED
    if stage is Stage.MATCHED:
        return [*([Status.MATCHED] * 3), *_LEFT_OUT]
    if stage in SELECTION_ANNOUNCED:
        selected = _SELECTED_AS.get(stage, Status.SELECTED)
        return [selected, *([Status.NOT_SELECTED] * 2), *_LEFT_OUT]
    return _BEING_ASSESSED
