"""A programme of an authority with something at every address of its managers."""

from challenges.models import BudgetLine, FollowUp, FollowUpAnswer, Payment
from tests.factories import ProgrammePageFactory
from tests.factories.programmes import (
    AttendanceFactory,
    LessonFactory,
    MilestoneFactory,
    ProposalFactory,
    SessionFactory,
)
from tests.permissions.people import Who


def run_programme(place) -> dict:
    """Return what was made, by the names under which the table asks for it."""
    word, authority = place.word, place.authority
    programme = ProgrammePageFactory(authority=authority, title=f"{word} programme")
    money = {"authority": authority, "programme": programme}
    session = SessionFactory(programme=programme, title=f"{word} workshop")
    AttendanceFactory(session=session, name=f"{word} guest")
    milestone = MilestoneFactory(
        challenge=place.page, owner=place.crowd.users[Who.MANAGER], title=f"{word} pilot"
    )
    asked = FollowUp.objects.create(milestone=milestone, who="service", email="a@example.org")
    return {
        "programme": programme,
        "proposal": ProposalFactory(
            authority=authority, problem=f"{word} damp", email=f"a@{word.lower()}.gov"
        ),
        "session": session,
        "budgetline": BudgetLine.objects.create(**money, funder=f"{word} fund", amount=5),
        "payment": Payment.objects.create(**money, recipient=f"{word} Ltd", amount=5),
        "milestone": milestone,
        "answer": FollowUpAnswer.objects.create(
            follow_up=asked, use="yes", text=f"{word} uses it."
        ),
        "lesson": LessonFactory(programme=programme, text=f"{word} learned."),
    }
