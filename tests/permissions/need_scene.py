"""Another authority that has the problems of the place's challenges, too."""

from django.utils import timezone

from authorities.creation import NewAuthority, start_authority
from challenges.models import Joining
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory


def join(place) -> dict:
    """Return what was made, by the names under which the table asks for it."""
    word, now = place.word, timezone.now()
    number = place.authority.pk
    neighbour, _is_new = start_authority(
        NewAuthority(
            name=f"Neighbours {number}",
            slug=f"neighbours-{number}",
            short_name=f"N{number}",
            hostname=f"neighbours-{number}.example.org",
            port=80,
            contact_email=f"contact@neighbours-{number}.example.org",
            sender_email=f"sender@neighbours-{number}.example.org",
        )
    )
    needed = ChallengePageFactory(
        authority=place.authority,
        closed=True,
        stage=Stage.NOT_PROCURED,
        stage_changed_at=now,
        title=f"{word} needed",
    )
    about = {"authority": neighbour, "who": f"{word} tenants", "owner_name": word, "asked_at": now}
    asked = Joining.objects.create(
        challenge=place.page, challenge_title=f"{word} damp", state="asked", **about
    )
    Joining.objects.create(
        challenge=needed,
        challenge_title=f"{word} needed",
        state="agreed",
        agreed_at=now,
        **about,
    )
    return {"joining": asked, "needed": needed}
