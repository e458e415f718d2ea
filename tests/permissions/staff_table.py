"""The table's rows of the addresses at which administrators see to people."""

from tests.permissions.people import ADMINISTRATORS, Who
from tests.permissions.rows import Row, act, reason, shown

PEOPLE = [
    shown("people", "", ADMINISTRATORS),
    shown("security_events", "", ADMINISTRATORS),
    Row(
        "invite_person",
        reads=ADMINISTRATORS,
        writes=ADMINISTRATORS,
        typed=lambda place: {
            "email": "grace@example.net",
            "first_name": "Grace",
            "last_name": "Hopkins",
            "roles": ["moderator"],
        },
    ),
    act("send_invitation_again", "invitation", writes=ADMINISTRATORS),
    act("withdraw_invitation", "invitation", writes=ADMINISTRATORS),
    shown("person", "colleague", ADMINISTRATORS),
    act(
        "give_role",
        "colleague",
        lambda place: {"role": "auditor", **reason(place)},
        ADMINISTRATORS,
    ),
    act(
        "end_role",
        "colleague",
        lambda place: {"role": "moderator", **reason(place)},
        ADMINISTRATORS,
    ),
    Row("suspend_person", "colleague", ADMINISTRATORS, ADMINISTRATORS, typed=reason),
    act("restore_person", "away", reason, ADMINISTRATORS),
    act("reset_second_factor", "colleague", reason, ADMINISTRATORS),
    # Sessions are among what is not counted as written.
    act("end_persons_sessions", "colleague", writes=ADMINISTRATORS, is_first_step=True),
    Row(
        "hand_over_work",
        "colleague",
        ADMINISTRATORS,
        ADMINISTRATORS,
        typed=lambda place: {"outcomes": place.crowd.users[Who.MODERATOR].pk},
    ),
]
