"""Briefs, programmes and success stories, and what they are sorted by."""

from challenges.models.amendment import Amendment
from challenges.models.challenge import ChallengePage
from challenges.models.clarification import Clarification
from challenges.models.follow import Follow
from challenges.models.listed import ListingEntry, ListingEntryQuerySet
from challenges.models.listing import (
    ChallengeListingPage,
    ProgrammeListingPage,
    SuccessStoryListingPage,
)
from challenges.models.parts import ChallengeCriterion, ChallengeQuestion, ChallengeRule
from challenges.models.programme import ProgrammePage
from challenges.models.promotion import PromotedResult, Promotion
from challenges.models.public_release import PublicRelease
from challenges.models.question_set import QuestionSet, SetQuestion
from challenges.models.stage_change import StageChange
from challenges.models.story import SuccessStoryPage
from challenges.models.vocabulary import Directorate, Partner, Synonyms, Theme

__all__ = [
    "Amendment",
    "ChallengeCriterion",
    "ChallengeListingPage",
    "ChallengePage",
    "ChallengeQuestion",
    "ChallengeRule",
    "Clarification",
    "Directorate",
    "Follow",
    "ListingEntry",
    "ListingEntryQuerySet",
    "Partner",
    "ProgrammeListingPage",
    "ProgrammePage",
    "PromotedResult",
    "Promotion",
    "PublicRelease",
    "QuestionSet",
    "SetQuestion",
    "StageChange",
    "SuccessStoryListingPage",
    "SuccessStoryPage",
    "Synonyms",
    "Theme",
]
