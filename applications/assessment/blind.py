"""Hiding who applied: names, addresses and numbers, wherever they stand in a text."""

import re
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from applications.models import Application, SentPartner

EMAIL = r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"
WEB = (
    r"(?:https?://|www\.)\S+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|biz|io|ai|co|dev|app|tech|eu|uk)\b(?:/\S*)?"
)
# Nine digits or more, grouped as telephone numbers are; dates and amounts are shorter.
TELEPHONE = r"(?<![\w.,])\+?\(?\d(?:[ ()./-]{0,2}\d){8,14}(?![\w])"
SHORTEST_PART = 4
# Words of many businesses' names: hiding them would hide no name, and spoil the answers.
EVERYDAY_WORDS = """
agency associates association business care city community company consultancy consultants
consulting council data design development digital energy engineering enterprise enterprises
environmental future global green group health holdings home homes house innovation innovations
international labs limited local management national network partners partnership people
products project projects research road safe service services smart social software solutions
street studio studios systems tech technologies technology transport water with this that from
your their they have will
"""
EVERYDAY = frozenset(EVERYDAY_WORDS.split())


class Mask:
    """Hides people and their business in any text.

    Whole names are hidden wherever they occur, in any case and spacing; parts of names of at least
    four letters as words, unless the word is an everyday one. `exact` is hidden as a whole. Email
    addresses, web addresses and telephone numbers are hidden whoever's they are.
    """

    def __init__(self, names: Collection[str], exact: Collection[str] = ()) -> None:
        whole = sorted({*names, *exact}, key=len, reverse=True)
        parts = [EMAIL, WEB, TELEPHONE, *map(_spaced, whole)]
        parts += [rf"\b{re.escape(part)}(?:['’]?s)?\b" for part in sorted(_parts_of(names))]
        self.pattern = re.compile("|".join(parts), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return the text with everything that could name somebody hidden."""
        return self.pattern.sub(self.hidden, text)

    @property
    def hidden(self) -> str:
        """What stands in the place of what is hidden."""
        return _("[hidden]")


def mask_for(application: Application) -> Mask:
    """Return what hides an application's applicant, by all that they ever sent."""
    said = [application.details()]
    said += [version.details for version in application.sent_versions.all()]
    sent = SentPartner.objects.filter(version__application=application)
    said += [one.details() for one in (*sent, *application.draft.partners.all())]
    exact = _present(said, ("email", "postcode", "company_number"))
    exact |= {colleague.email for colleague in application.draft.colleagues.all()}
    exact |= {file.name for file in application.draft.files.all()}
    exact.add(application.draft.email)
    return Mask(
        _present(said, ("business_name", "contact_name")),
        {one for one in exact if len(one) >= SHORTEST_PART},
    )


def _present(said: Iterable[dict], names: Iterable[str]) -> set[str]:
    names = tuple(names)
    return {str(one[name]).strip() for one in said for name in names if one.get(name)}


def _spaced(name: str) -> str:
    """Return a pattern for a name however its words are joined; short ones only as words."""
    words = re.findall(r"[^\W_]+", name)
    pattern = r"[\W_]*".join(re.escape(word) for word in words) or re.escape(name)
    return pattern if len("".join(words)) > SHORTEST_PART + 1 else rf"\b{pattern}\b"


def _parts_of(names: Iterable[str]) -> set[str]:
    """Return the words of the names that tell something and are long enough."""
    words = {word.casefold() for name in names for word in re.findall(r"[^\W\d_]+", name)}
    return {word for word in words if len(word) >= SHORTEST_PART and word not in EVERYDAY}
