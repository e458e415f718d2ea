"""Drafts, what is sent of them, how that is assessed and decided, and the page that takes them."""

from applications.models.application import Application
from applications.models.assessment_round import AssessmentRound
from applications.models.assessor import Assessor, Declaration
from applications.models.assessor_pool import PooledAssessor
from applications.models.assignment import Assignment, EndedBecause, Score, SentScores
from applications.models.colleague import Colleague
from applications.models.complaint import Complaint
from applications.models.correction import Correction
from applications.models.criterion import AgreedScore, Criterion, NotApplicable
from applications.models.decision import Decision, IneligibleBecause
from applications.models.decision_letter import DecisionLetter, LetterTemplate, Release
from applications.models.draft import Draft, DraftErasure, DraftSection, DraftVersion
from applications.models.entry import Entry, Event
from applications.models.extension import Extension
from applications.models.file import ApplicationFile
from applications.models.incoming_file import IncomingFile
from applications.models.long_work import LongWork
from applications.models.message import Message
from applications.models.note import Note
from applications.models.oversight import LegalHold, Observer, SealOverride
from applications.models.page import TakesApplications
from applications.models.partner import Partner, SentPartner
from applications.models.pitch import Pitch
from applications.models.procurement import Procurement
from applications.models.proof import Proof
from applications.models.question import Kind, Question
from applications.models.queue_view import QueueColumns, SavedFilter
from applications.models.screening import EligibilityRule, RuleCheck
from applications.models.sent import SentVersion
from applications.models.terms import Terms
from applications.models.view_count import ViewCount

__all__ = [
    "AgreedScore",
    "Application",
    "ApplicationFile",
    "AssessmentRound",
    "Assessor",
    "Assignment",
    "Colleague",
    "Complaint",
    "Correction",
    "Criterion",
    "Decision",
    "DecisionLetter",
    "Declaration",
    "Draft",
    "DraftErasure",
    "DraftSection",
    "DraftVersion",
    "EligibilityRule",
    "EndedBecause",
    "Entry",
    "Event",
    "Extension",
    "IncomingFile",
    "IneligibleBecause",
    "Kind",
    "LegalHold",
    "LetterTemplate",
    "LongWork",
    "Message",
    "NotApplicable",
    "Note",
    "Observer",
    "Partner",
    "Pitch",
    "PooledAssessor",
    "Procurement",
    "Proof",
    "Question",
    "QueueColumns",
    "Release",
    "RuleCheck",
    "SavedFilter",
    "Score",
    "SealOverride",
    "SentPartner",
    "SentScores",
    "SentVersion",
    "TakesApplications",
    "Terms",
    "ViewCount",
]
