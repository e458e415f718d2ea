"""Texts kept aside because somebody else had changed the same: listed until dealt with."""

from dataclasses import dataclass

from applications.drafts.forms import ApplicationForm
from applications.drafts.merging import Typed, says_the_same
from applications.models import DraftVersion
from applications.portal.access import Access
from applications.submission.answers import Answer, typed_in_words


@dataclass(frozen=True)
class Aside:
    """What one person typed, and the draft does not hold."""

    version: DraftVersion
    answers: list[Answer]
    is_own: bool


def asides_of(access: Access, form: ApplicationForm) -> list[Aside]:
    """Return what is kept aside of the draft and still differs from it, the newest first."""
    kept = access.draft.versions.filter(is_aside=True).select_related("by").order_by("-pk")
    found = []
    for version in kept:
        answers = [
            typed_in_words(access.page, dict(inputs), name)
            for name, inputs in differing(version, access, form).items()
        ]
        if answers:
            found.append(Aside(version, answers, version.by == access.colleague))
    return found


def differing(version: DraftVersion, access: Access, form: ApplicationForm) -> Typed:
    """Return the fields in which the version says something else than the draft does now."""
    fields = {
        name: {one: version.typed[one] for one in inputs if one in version.typed}
        for name, inputs in form.inputs().items()
    }
    return {
        name: typed
        for name, typed in fields.items()
        if typed
        and not says_the_same(typed, {one: access.draft.typed.get(one, []) for one in typed})
    }
