"""What a challenge says of itself in its record."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.record.page_record import Dated, PageRecord
from challenges.models import ChallengePage, SuccessStoryPage
from challenges.models.status import Stage
from challenges.presentation.cards import prize


def record_of_challenge(page: Page) -> PageRecord | None:
    """Return the challenge's facts, amendments and stages; none for another kind of page."""
    if not isinstance(page, ChallengePage):
        return None
    return PageRecord(
        facts=_facts(page),
        amendments=[
            Dated(row.at, _("Amendment"), row.text, row.actor, is_public=True)
            for row in page.amendments.select_related("actor")
        ],
        stages=[
            Dated(row.at, str(Stage(row.to_stage).label), row.reason, row.actor)
            for row in page.stage_changes.select_related("actor")
        ],
        named=dict(
            SuccessStoryPage.objects.live()
            .public()
            .filter(challenge=page, application__isnull=False)
            .exclude(business_name="")
            .values_list("application", "business_name")
        ),
    )


def _facts(page: ChallengePage) -> list[tuple[str, str]]:
    facts = [
        (_("Question"), page.question),
        (_("Summary"), page.summary),
        (_("Programme"), page.programme.title if page.programme else ""),
        (_("Directorate"), page.directorate.name if page.directorate else ""),
        (_("Prize or contract"), prize(page)),
        (_("Contract route"), page.contract_route),
        (_("Stage"), str(Stage(page.stage).label)),
    ]
    return [(label, value) for label, value in facts if value]
