"""An authority with a challenge that is sealed, and what was sent to it."""

from applications.models import Application, Observer
from applications.models.status import Status
from challenges.models import ChallengeRule
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory, DraftFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.permissions.attached import note_with_file, with_file
from tests.permissions.people import Who
from tests.permissions.scene import Place, applying

SEALED = "Larkspur"


def sealed_place(place: Place) -> Place:
    """Return the authority with a challenge that is sealed and open; what was sent has a word."""
    page = with_criteria(
        ChallengePageFactory(
            authority=place.authority, is_sealed=True, title="Sealed", stage=Stage.NONE
        )
    )
    by = place.crowd.users[Who.MANAGER]
    Observer.objects.create(page=page, user=place.crowd.users[Who.OBSERVER], named_by=by)
    sealed = Place(place.authority, place.crowd, SEALED, page, page)
    rule = ChallengeRule.objects.create(page=page, text="It is small")
    for name, status in (
        ("submitted", Status.SUBMITTED),
        ("screening", Status.SCREENING),
        ("eligible", Status.ELIGIBLE),
        ("assessed", Status.IN_ASSESSMENT),
        ("selected", Status.MATCHED),
        ("first_reserve", Status.RESERVE),
        ("second_reserve", Status.RESERVE),
        ("untold", Status.INELIGIBLE),
    ):
        applying(sealed, name, status).save()
        place_of = sealed.at[name]
        Application.objects.filter(pk=place_of.pk).update(reference=f"BCC-SEAL-{place_of.pk}")
        place_of.refresh_from_db()
    application = sealed.at["assessed"]
    sender = AssessorFactory(page=page, invited_by=by, email="sender@sealed.example")
    first, second = page.criteria.all()
    sent = AssignmentFactory.sent(
        {first.pk: 3, second.pk: 4},
        {first.pk: f"{SEALED} praise."},
        assessor=sender,
        application=application,
    )
    sealed.made |= {
        "rule": rule,
        "sender": sender,
        "scorer": sender,
        "sent": sent,
        "criterion": first,
        "file": with_file(application, f"{SEALED}.png"),
        "note": note_with_file(application, by, SEALED),
        "draft": DraftFactory(page=page, email="draft@sealed.example"),
    }
    # Of the authority, not of what was sent.
    others = "new_observer failed colleague away invitation programme answer session proposal"
    for name in [*others.split(), "longwork", "pooledassessor", "letter"]:
        sealed.made[name] = place.made[name]
    return sealed
