"""People whom an administrator sees to."""

from django.utils import timezone
from wagtail.models import Site

from applications.models import Application, Procurement
from authorities.models import Invitation, Role, User
from authorities.people.acts import Act
from authorities.people.invitations import Invited, invite
from authorities.people.membership import suspend
from tests.factories import UserFactory


def hire(authority: Site, word: str, by: User, outcome: Application) -> dict:
    """Let a colleague see to an outcome, suspend another one, and invite somebody; return them."""
    act = Act(authority, by, f"{word} reason.")
    people = {
        name: UserFactory.working_for(
            authority,
            Role.MODERATOR,
            email=f"{name}@{word.lower()}.gov",
            last_name=f"{word} {name}",
        )
        for name in ("colleague", "away")
    }
    suspend(people["away"], act)
    Procurement.objects.create(
        application=outcome, owner=people["colleague"], due_on=timezone.localdate()
    )
    invite(Invited(f"new@{word.lower()}.gov", word, "New", [Role.EDITOR]), act)
    return people | {"invitation": Invitation.objects.for_authority(authority).get()}
