"""Briefs, programmes and success stories, and what they are sorted by."""

from challenges.models.amendment import Amendment
from challenges.models.budget import BudgetLine, Payment
from challenges.models.challenge import ChallengePage
from challenges.models.clarification import Clarification
from challenges.models.engagement import EngagementNote, Interest
from challenges.models.follow import Follow
from challenges.models.joining import Joining, JoiningChange
from challenges.models.lesson import Lesson
from challenges.models.listed import ListingEntry, ListingEntryQuerySet
from challenges.models.listing import (
    ChallengeListingPage,
    ProgrammeListingPage,
    SuccessStoryListingPage,
)
from challenges.models.milestone import FollowUp, FollowUpAnswer, Milestone
from challenges.models.parts import ChallengeCriterion, ChallengeQuestion, ChallengeRule
from challenges.models.programme import ProgrammePage
from challenges.models.promotion import PromotedResult, Promotion
from challenges.models.proposal import Proposal, ProposalGroup, Support
from challenges.models.public_release import PublicRelease
from challenges.models.question_set import QuestionSet, SetQuestion
from challenges.models.report import ProgrammeReport
from challenges.models.session import Attendance, Session
from challenges.models.session_file import SessionFile
from challenges.models.stage_change import StageChange
from challenges.models.story import SuccessStoryPage
from challenges.models.vocabulary import Directorate, Partner, Synonyms, Theme

__all__ = [
    "Amendment",
    "Attendance",
    "BudgetLine",
    "ChallengeCriterion",
    "ChallengeListingPage",
    "ChallengePage",
    "ChallengeQuestion",
    "ChallengeRule",
    "Clarification",
    "Directorate",
    "EngagementNote",
    "Follow",
    "FollowUp",
    "FollowUpAnswer",
    "Interest",
    "Joining",
    "JoiningChange",
    "Lesson",
    "ListingEntry",
    "ListingEntryQuerySet",
    "Milestone",
    "Partner",
    "Payment",
    "ProgrammeListingPage",
    "ProgrammePage",
    "ProgrammeReport",
    "PromotedResult",
    "Promotion",
    "Proposal",
    "ProposalGroup",
    "PublicRelease",
    "QuestionSet",
    "Session",
    "SessionFile",
    "SetQuestion",
    "StageChange",
    "SuccessStoryListingPage",
    "SuccessStoryPage",
    "Support",
    "Synonyms",
    "Theme",
]
