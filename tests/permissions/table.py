"""The table: for each address below the admin, who reads it and who writes there.

Who is not named in a row is asked to sign in, or is told that there is nothing. What only takes a
form answers everybody of the staff that there is no such method, and so does what only shows.
"""

from tests.permissions.assessing_table import ASSESSING
from tests.permissions.need_table import NEEDS
from tests.permissions.people import (
    EDITORS,
    EXPORTERS,
    LISTERS,
    MANAGERS,
    MOVERS,
    NONE,
    READERS,
    Who,
)
from tests.permissions.programme_table import KEPT_MODELS, PROGRAMME_MODELS, PROGRAMMES
from tests.permissions.rows import Row, act, every_group, reason, shown, soon
from tests.permissions.staff_table import PEOPLE

QUEUE = [
    shown("queue_modeladmin_index", "", LISTERS),
    shown("queue_modeladmin_inspect", "assessed"),
    Row("queue_modeladmin_create", says_no=True),
    Row("queue_modeladmin_edit", "assessed", says_no=True),
    Row("queue_modeladmin_delete", "assessed", says_no=True),
    Row(
        "failed_mails",
        reads=MOVERS,
        writes=MOVERS,
        typed=lambda place: {"letter": place.key("failed")},
    ),
    Row(
        "extensions",
        "page",
        reads=EXPORTERS,
        writes=MANAGERS,
        refused=EXPORTERS - MANAGERS,
        typed=lambda place: {
            "reference": place.made["draft"].reference,
            "until": f"{soon()} 12:00",
            "reason": "They were ill.",
        },
    ),
    act(
        "queue_bulk",
        "",
        lambda place: {"action": "screening", "row": [place.key("submitted")]},
        is_first_step=True,
    ),
    act("queue_columns", "", lambda place: {"columns": ["business"]}, LISTERS),
    act(
        "queue_save_filter",
        "",
        lambda place: {"name": "Mine", "query": "status=reserve"},
        LISTERS,
    ),
    act("queue_remove_filter", "filter", writes=LISTERS),
    act("application_message", "assessed", lambda place: {"text": "Good day."}),
    act("application_new_address", "assessed", lambda place: {"email": "eve@example.com"}),
    # Theirs alone who asked for it.
    shown("long_work", "longwork", frozenset({Who.MODERATOR})),
    shown("long_work_file", "longwork", frozenset({Who.MODERATOR})),
    act("application_screen", "submitted", lambda place: {"verdict": "eligible"}),
    act("application_move", "submitted", lambda place: {"to": "screening"}, refused=READERS),
    act("application_look", "assessed", reason, refused=READERS - MOVERS),
    act(
        "application_rules",
        "screening",
        lambda place: {f"rule-{place.key('rule')}": "yes"},
    ),
    act("application_note", "assessed", lambda place: {"text": "They called."}),
    shown("application_note_file", "assessed note"),
    shown("application_file", "assessed file"),
    shown("application_preview", "assessed file"),
    shown("application_preview_picture", "assessed file", more=(1,)),
]

RELEASES = [
    Row("release_overview", "page", reads=MOVERS, writes=MOVERS, typed=every_group),
    Row(
        "release_feedback",
        "page",
        reads=MOVERS,
        writes=MOVERS,
        typed=lambda place: {f"stronger-{place.made['letter'].pk}": "A partner."},
    ),
    act("release_stop", "page release", reason),
    Row(
        "decision_letter",
        "letter",
        reads=MOVERS,
        writes=MOVERS,
        typed=lambda place: {"action": "hold", "because": "We ask once more."},
    ),
    act("reserve_up", "second_reserve"),
    act("reserve_match", "first_reserve"),
    Row(
        "procurement",
        "selected",
        reads=MOVERS,
        writes=MOVERS,
        typed=lambda place: {"owner": place.crowd.users[Who.MANAGER].pk, "due_on": soon()},
    ),
]

COMPLAINTS = [
    shown("complaints", "", EXPORTERS),
    # The manager of the scene decided what it is about.
    Row(
        "complaint",
        "complaint",
        reads=READERS,
        writes=MOVERS - {Who.MANAGER},
        refused=READERS - MOVERS | {Who.MANAGER},
        typed=lambda place: {"text": "We looked again.", "outcome": "not_upheld"},
    ),
]

RECORD = [
    shown("queue_export", "", EXPORTERS, more=("csv",)),
    shown("challenge_record", "page"),
    Row(
        "observers",
        "page",
        reads=MANAGERS,
        writes=MANAGERS,
        typed=lambda place: {"user": place.key("new_observer")},
    ),
    shown("scores_export", "page", EXPORTERS),
    shown("panel_pack", "page", EXPORTERS),
    Row("application_record", "assessed", reads=READERS, writes=MANAGERS, typed=reason),
]

PROGRESS = [
    shown("challenge_board", "", LISTERS),
    shown("searches", "", EDITORS),
    shown("searches_csv", "", EDITORS),
    shown("similar_challenges", "", EDITORS),
    act(
        "brief_hints",
        "",
        lambda place: {"name": "summary", "text": "Damp."},
        EDITORS,
        is_first_step=True,
    ),
    shown("challenge_interest", "page", EDITORS),
    shown("challenge_interest_export", "page", EDITORS, more=("csv",)),
    shown("open_record", "", EDITORS),
    shown("notice_draft", "page", EDITORS, more=("engagement",)),
    Row(
        "challenge_board_challenge",
        "page",
        reads=READERS,
        writes=MOVERS,
        refused=READERS - MOVERS,
        typed=lambda place: {"to": "matched"},
    ),
]

# Who adds, changes and deletes what an authority keeps besides.
OWNED: dict[str, dict[str, frozenset[Who]]] = {
    **{
        f"challenges_{model}": {"add": EDITORS, "edit": EDITORS, "delete": EDITORS}
        for model in ("theme", "directorate", "partner", "questionset", "synonyms", "promotion")
    },
    "challenges_clarification": {"add": EDITORS, "edit": EDITORS, "delete": NONE},
    **{
        f"challenges_{model}": {"add": MANAGERS, "edit": MANAGERS, "delete": MANAGERS}
        for model in PROGRAMME_MODELS
    },
    **{
        f"challenges_{model}": {"add": MANAGERS, "edit": MANAGERS, "delete": NONE}
        for model in KEPT_MODELS
    },
    "applications_terms": {"add": MANAGERS, "edit": NONE, "delete": NONE},
    "applications_pooledassessor": {"add": MOVERS, "edit": MOVERS, "delete": MOVERS},
    "applications_lettertemplate": {"add": MANAGERS, "edit": MANAGERS, "delete": MANAGERS},
}


def _snippets(model: str, may: dict[str, frozenset[Who]]) -> list[Row]:
    about = model.split("_")[1]
    home, chooser = f"wagtailsnippets_{model}", f"wagtailsnippetchoosers_{model}"
    rows = [
        Row(f"{home}:{name}", keyed and about, reads=may[right], writes=NONE, says_no=True)
        for name, keyed, right in (
            ("list", "", "add"),
            ("list_results", "", "add"),
            ("add", "", "add"),
            ("edit", about, "edit"),
            ("delete", about, "delete"),
            ("usage", about, "edit"),
            ("history", about, "add"),
            ("history_results", about, "add"),
            ("copy", about, "add"),
        )
    ]
    return [
        *rows,
        Row(f"{chooser}:choose", reads=may["add"], says_no=True),
        Row(f"{chooser}:choose_results", reads=may["add"], says_no=True),
        Row(f"{chooser}:chosen", about, reads=may["add"], says_no=True),
        Row(f"{chooser}:chosen_multiple", reads=may["add"], says_no=True),
        Row(f"{chooser}:create", reads=may["add"], says_no=True),
    ]


INSTALLATION = frozenset({Who.SUPERUSER})
WORKER = [
    Row(
        "worker",
        reads=INSTALLATION,
        writes=INSTALLATION,
        typed=lambda place: {"mail": place.made["failed"].mail_id},
    )
]
OPERATIONS = [shown("operations", "", INSTALLATION)]
TABLE = [
    *OPERATIONS,
    *WORKER,
    *PROGRAMMES,
    *NEEDS,
    *QUEUE,
    *ASSESSING,
    *RELEASES,
    *COMPLAINTS,
    *RECORD,
    *PROGRESS,
    *PEOPLE,
]
# Where staff sign in, and their own page about it: `tests/authorities/sign_in/` asks these. The
# link of an invitation: `tests/authorities/people/`.
SIGNING_IN = {
    "invitation",
    # Wagtail's dialog for links, with its fault mended.
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_login",
    "sign_in_again",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_confirm",
    "password_strength",
    "second_factor",
    "second_factor_set_up",
    "recovery_codes",
    "signing_in",
    "change_address",
    "change_password",
    "renew_recovery_codes",
    "add_passkey",
    "remove_passkey",
    "end_sessions",
    # The guides: documents of the product, for everybody on staff.
    "help_here",
    "guide",
}

KEPT = [row for model, may in OWNED.items() for row in _snippets(model, may)]

# The assessors' own addresses, with what each is about. Their private address opens them, and a
# code in the mailbox that was invited.
PUBLIC: dict[str, str] = {
    "assessing": "",
    "assessor": "secret",
    "assessor_answer": "secret",
    "assessor_declare": "secret",
    "assessor_application": "secret key",
    "assessor_give_back": "secret key",
    "assessor_file": "secret key file",
    "assessor_pack": "secret",
}
