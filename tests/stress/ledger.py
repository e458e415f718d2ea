"""What the database and the folder of files have of the forms that were sent."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from uuid import UUID

from django.conf import settings

from applications.models import Application, ApplicationFile, Draft
from applications.models.status import Status
from challenges.models import ChallengePage
from tests.stress.browser import Browser
from tests.stress.forms import Form


class Ledger:
    """The applications and drafts of one challenge, beside what its businesses typed."""

    def __init__(self, page: ChallengePage) -> None:
        self.page = ChallengePage.objects.get(pk=page.pk)
        self.applications = {
            made.draft_id: made
            for made in Application.objects.filter(page_id=page.pk).prefetch_related(
                "files", "decisions", "sent_versions"
            )
        }
        self._drafts = list(
            Draft.objects.filter(page_id=page.pk).prefetch_related("files").order_by("pk")
        )
        self._by_key = {draft.form_key: draft for draft in self._drafts}

    def is_lost(self, browser: Browser) -> bool:
        """Return whether the business has nothing to show for what it typed.

        Either an application that holds all of it, under the reference that was shown; or a draft
        that does, at the address that was shown.
        """
        draft = self._by_key.get(UUID(browser.hidden["form_key"]))
        if draft is None or not browser.answers or not _holds_all(draft, browser.form):
            return True
        application = self.applications.get(draft.pk)
        for answer in browser.answers:
            if not (answer.is_sent or answer.is_kept) or answer.path != draft.private_path:
                return True
            if answer.reference != draft.reference or (answer.is_sent and not application):
                return True
        return bool(application) and not _has_all(application, browser.form)

    @cached_property
    def doubled(self) -> int:
        """How many drafts and applications are there once too often, or were sent once more."""
        drafts = Counter(draft.business_name for draft in self._drafts)
        applications = Counter(made.business_name for made in self.applications.values())
        again = sum(made.version - 1 for made in self.applications.values())
        return again + sum(
            count - 1 for names in (drafts, applications) for count in names.values()
        )

    @cached_property
    def late(self) -> int:
        """How many applications were taken at or after the closing instant."""
        closes_at = self.page.period().closes_at
        return sum(made.submit_time >= closes_at for made in self.applications.values())

    def half_written(self) -> Iterator[str]:
        """Yield what is missing from an application or a draft, in words."""
        for made in self.applications.values():
            sendings = [one for one in made.decisions.all() if one.to_status == Status.SUBMITTED]
            if len(sendings) != 1:
                yield f"{made.reference} was recorded as sent {len(sendings)} times."
            if [one.number for one in made.sent_versions.all()] != [*range(1, made.version + 1)]:
                yield f"{made.reference} lacks one of the versions that were sent."
            if not made.files.all():
                yield f"{made.reference} has no file."
        for draft in self._drafts:
            if not draft.version:
                yield f"{draft.reference} is an empty draft."


def orphans() -> int:
    """Return how many files are in private storage that no row knows."""
    known = set(ApplicationFile.objects.values_list("file", flat=True))
    root = Path(settings.PRIVATE_MEDIA_ROOT)
    stored = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    return len(stored - known)


def _holds_all(draft: Draft, form: Form) -> bool:
    """Return whether the draft has every text and the file, which opens."""
    agreed = ("consent", "accept_terms")  # to be agreed to anew with each sending
    typed = {name: value for name, value in form.typed.items() if name not in agreed}
    has_texts = all(
        draft.typed.get(name) == (value if isinstance(value, list) else [value])
        for name, value in typed.items()
    )
    files = [file for file in draft.files.all() if file.is_in_draft]
    return has_texts and _are_the(files, form)


def _has_all(application: Application, form: Form) -> bool:
    """Return whether the application has every answer and the file, which opens.

    A postcode is kept in capitals; the draft has it as it was typed.
    """
    details = application.details()
    same = all(details[name] == form.typed[name] for name in details if name != "postcode")
    return (
        same
        and application.form_data == form.answers
        and _are_the(list(application.files.all()), form)
    )


def _are_the(files: list[ApplicationFile], form: Form) -> bool:
    """Return whether this is the one file of the form, and can be read."""
    try:
        contents = [(file.question, _digest(file.file.read())) for file in files]
    except OSError:
        return False
    return contents == [(form.file_question, _digest(form.pdf))]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
