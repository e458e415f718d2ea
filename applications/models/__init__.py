"""Applications, their files and their record, and the page that takes them."""

from applications.models.application import Application
from applications.models.decision import Decision
from applications.models.file import ApplicationFile
from applications.models.page import TakesApplications
from applications.models.question import Kind, Question

__all__ = [
    "Application",
    "ApplicationFile",
    "Decision",
    "Kind",
    "Question",
    "TakesApplications",
]
