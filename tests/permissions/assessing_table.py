"""Who may see what of an assessment, and set it up: rows of the table."""

from tests.permissions.people import (
    MANAGERS,
    MOVERS,
)
from tests.permissions.rows import act, reason, shown, soon

ASSESSING = [
    shown("assessment_overview", "page"),
    shown("assessment_comparison", "page"),
    act(
        "assessment_invite_pool",
        "page",
        lambda place: {"pool-people": place.key("pooledassessor"), "pool-answer_on": soon()},
    ),
    act(
        "assessment_invite",
        "page",
        lambda place: {
            "invite-name": "Grace Hopkins",
            "invite-email": "grace@example.net",
            "invite-answer_on": soon(),
        },
    ),
    act("assessment_extend", "page invited", lambda place: {"answer_on": soon(20)}),
    act("assessment_remove", "page invited", reason),
    act(
        "assessment_assign",
        "page",
        lambda place: {
            "assign-assessor": place.key("sender"),
            "assign-applications": [place.key("eligible")],
            "assign-due_on": soon(),
        },
    ),
    act(
        "assessment_allocate",
        "page",
        lambda place: {"allocation-target": "2", "allocation-due_on": soon()},
    ),
    act(
        "assessment_conflict",
        "page",
        lambda place: {
            "conflict-assessor": place.key("scorer"),
            "conflict-application": place.key("assessed"),
            "conflict-reason": "They compete.",
        },
    ),
    act("assessment_lift", "page recused assessed", reason),
    act("assessment_close", "page"),
    act("assessment_reopen", "closed", reason, MANAGERS, refused=MOVERS - MANAGERS),
    act("assessment_take_back", "assessed in_hand", reason),
    act("assessment_return", "assessed sent", reason),
    act("assessment_not_applicable", "assessed criterion", reason),
    act("assessment_applicable", "selected criterion", reason),
    act(
        "assessment_agree",
        "assessed criterion",
        lambda place: {"score": "3", "reason": "We agreed."},
    ),
    act("assessment_show_file", "assessed file", lambda place: {"show": "yes"}),
    act(
        "assessment_pitch",
        "assessed",
        lambda place: {"pitch-starts_at": f"{soon()}T10:00", "pitch-place": "Room 2"},
    ),
    act("assessment_pitch_cancel", "selected", reason),
    act("assessment_pitch_went", "selected", lambda place: {"how_it_went": "Well."}),
]
