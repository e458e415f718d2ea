"""The applications of a challenge, with their files and their record."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle
from random import Random
from uuid import UUID

from applications.models import Application, ApplicationFile, Decision, Draft
from applications.models.status import Status
from authorities.models import User
from challenges.models import ChallengePage
from challenges.models.status import SELECTION_ANNOUNCED, Stage
from marketplace.demo.content import read
from tests.benchmarks.content import Made

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
        about = {
            "page_id": made.page.pk,
            "authority": made.owner.site,
            "reference": f"BCC-{made.number:06}-{order}",
            "email": f"contact.{made.number}.{order}@example.com",
        }
        return Application(
            **about,
            draft=Draft(
                **about,
                secret=f"{rng.getrandbits(256):064x}",
                form_key=UUID(int=rng.getrandbits(128)),
            ),
            business_name=f"{text['business_name']} {made.number * 10 + order}",
            contact_name=text["contact_name"],
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
        """Yield that it was sent, and the move to where it stands, as if there were one alone."""
        yield Decision(
            application=application, to_status=Status.SUBMITTED, at=application.submit_time
        )
        if application.status != Status.SUBMITTED:
            yield Decision(
                application=application,
                actor=self._moderator,
                at=application.status_changed_at,
                reason="It answers the question that the brief asks, and says what it costs.",
                from_status=Status.SUBMITTED,
                to_status=application.status,
            )

    def files(self, application: Application) -> Iterator[ApplicationFile]:
        """Yield a file for every third application; the folder has none of them."""
        if application.pk % 3 == 0:
            yield ApplicationFile(
                application=application,
                draft=application.draft,
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
