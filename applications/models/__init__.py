"""Drafts, what is sent of them, their files and their record, and the page that takes them."""

from applications.models.application import Application
from applications.models.colleague import Colleague
from applications.models.decision import Decision
from applications.models.draft import Draft, DraftSection, DraftVersion
from applications.models.extension import Extension
from applications.models.file import ApplicationFile
from applications.models.letter import Letter
from applications.models.message import Message
from applications.models.page import TakesApplications
from applications.models.question import Kind, Question
from applications.models.sent import SentVersion
from applications.models.terms import Terms

__all__ = [
    "Application",
    "ApplicationFile",
    "Colleague",
    "Decision",
    "Draft",
    "DraftSection",
    "DraftVersion",
    "Extension",
    "Kind",
    "Letter",
    "Message",
    "Question",
    "SentVersion",
    "TakesApplications",
    "Terms",
]
