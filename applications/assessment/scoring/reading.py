"""What an assessor reads of an application: all of it, or, in blind assessment, no name in it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from applications.assessment.blind import mask_for
from applications.models import (
    Application,
    ApplicationFile,
    Kind,
    SentPartner,
    TakesApplications,
)
from applications.submission.answers import Answer, fixed_answers, own_answers


@dataclass(frozen=True)
class Read:
    """A question with its answer as an assessor may read it.

    `file` is one that they may have, under `file_name`; `is_withheld` says that there is one that
    they may not.
    """

    question: str
    text: str
    file: ApplicationFile | None = None
    file_name: str = ""
    is_withheld: bool = False


def answers_for_assessor(application: Application, page: TakesApplications) -> list[Read]:
    """Return the answers to the page's questions; the caller has asked whether they may be read."""
    if not page.is_blind:
        return [
            Read(answer.question, answer.text, answer.file, answer.file.name if answer.file else "")
            for answer in own_answers(application)
        ]
    mask = mask_for(application)
    shown: list[Read] = []
    for question, answer in zip(application.questions, own_answers(application), strict=True):
        if answer.file or question["kind"] == Kind.FILE:
            shown.append(_blind_file(answer.question, answer.file, shown))
        elif question["kind"] == Kind.EMAIL:
            shown.append(Read(answer.question, mask.hidden))
        else:
            shown.append(Read(answer.question, mask(answer.text)))
    return shown


def about_business(application: Application, page: TakesApplications) -> list[Read]:
    """Return what is said of business and partners: in blind assessment their sizes alone."""
    said = [Read(one.question, one.text) for one in _facts(application, is_blind=page.is_blind)]
    for number, partner in enumerate(application.partners.all(), start=1):
        about = _("Partner %d") % number
        said += [
            Read(f"{about}: {one.question}", one.text)
            for one in _facts(partner, is_blind=page.is_blind)
        ]
    return said


def file_for_assessor(
    application: Application, page: TakesApplications, pk: int
) -> tuple[ApplicationFile, str] | None:
    """Return a file that the assessor may have and the name that it is handed out under."""
    for one in answers_for_assessor(application, page):
        if one.file and one.file.pk == pk:
            return one.file, one.file_name
    return None


def text_for_assessor(application: Application, page: TakesApplications, text: str) -> str:
    """Return what staff or another assessor wrote about the application, as it may be read."""
    return mask_for(application)(text) if page.is_blind else text


def _facts(business: Application | SentPartner, *, is_blind: bool) -> list[Answer]:
    if is_blind:
        return [Answer(_("Size of the business"), business.get_business_size_display())]
    return fixed_answers(business)


def _blind_file(question: str, file: ApplicationFile | None, before: list[Read]) -> Read:
    if file is None:
        return Read(question, _("No answer"))
    if not file.is_anonymous:
        return Read(question, _("A file, which is not shown in blind assessment"), is_withheld=True)
    number = 1 + sum(one.file is not None for one in before)
    ending = file.name.rpartition(".")[2]
    name = _("File %(number)d.%(ending)s") % {"number": number, "ending": ending}
    return Read(question, name, file, name)
