"""What changed in a page's questions since somebody saw them."""

from dataclasses import dataclass
from typing import Any

from applications.models import TakesApplications


@dataclass(frozen=True)
class FormChange:
    """One question that is new, worded anew, or no longer asked."""

    kind: str
    label: str
    before: str = ""

    NEW = "new"
    REWORDED = "reworded"
    RETIRED = "retired"


def changes_since(questions: list[dict[str, Any]], page: TakesApplications) -> list[FormChange]:
    """Return how the page's questions differ from these, as a draft or an application kept them."""
    before = {question["name"]: question["label"] for question in questions}
    now = {question.clean_name: question.label for question in page.get_form_fields()}
    return [
        *(FormChange(FormChange.NEW, now[name]) for name in now if name not in before),
        *(
            FormChange(FormChange.REWORDED, now[name], before[name])
            for name in now
            if name in before and before[name] != now[name]
        ),
        *(FormChange(FormChange.RETIRED, before[name]) for name in before if name not in now),
    ]
