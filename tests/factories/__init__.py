"""The smallest valid objects; traits name states."""

from tests.factories.applications import ApplicationFactory, DraftFactory
from tests.factories.authorities import UserFactory, start
from tests.factories.challenges import (
    ChallengePageFactory,
    ClarificationFactory,
    ProgrammePageFactory,
    QuestionFactory,
    SuccessStoryPageFactory,
    ThemeFactory,
    filled_in,
)

__all__ = [
    "ApplicationFactory",
    "ChallengePageFactory",
    "ClarificationFactory",
    "DraftFactory",
    "ProgrammePageFactory",
    "QuestionFactory",
    "SuccessStoryPageFactory",
    "ThemeFactory",
    "UserFactory",
    "filled_in",
    "start",
]
