"""The history of a challenge and its applications: one chain of entries a page."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from applications.models.application import Application
from authorities.models import Record, RecordQuerySet


class Event(models.TextChoices):
    """What happened."""

    SENT = "sent", _("Application sent")
    MOVED = "moved", _("Application moved")
    STAGE_MOVED = "stage_moved", _("Challenge moved")
    AMENDED = "amended", _("Challenge amended")
    EXTENDED = "extended", _("More time given")
    PARTNER_AGREED = "partner_agreed", _("A partner agreed")
    PARTNER_DECLINED = "partner_declined", _("A partner declined")
    PARTNER_REMOVED = "partner_removed", _("A partner removed by the lead")
    PARTNER_LEFT = "partner_left", _("A partner left")
    CONTACT_CHANGED = "contact_changed", _("Contact changed")
    MESSAGE = "message", _("Message")
    NOTE = "note", _("Note of staff")
    FILE_HANDED_OUT = "file", _("File handed out")
    FILE_HARMFUL = "file_harmful", _("File found to be harmful")
    FILE_SHOWN_BLIND = "file_shown", _("File shown to assessors")
    RULES_CHECKED = "rules_checked", _("Eligibility checked")
    LOOKED = "looked", _("Look at a sealed application")
    INVITED = "invited", _("Assessor invited")
    ACCEPTED = "accepted", _("Invitation accepted")
    DECLINED = "declined", _("Invitation declined")
    REMOVED = "removed", _("Assessor removed")
    DECLARED = "declared", _("Interest declared")
    ASSIGNED = "assigned", _("Assessor assigned")
    GIVEN_BACK = "given_back", _("Assignment given back")
    RECUSED = "recused", _("Assessor recused")
    UNASSIGNED = "unassigned", _("Assignment ended")
    SCORES_SENT = "scores_sent", _("Scores sent")
    SCORES_RETURNED = "scores_returned", _("Scores returned")
    NOT_APPLICABLE = "not_applicable", _("Criterion set as not applicable")
    APPLICABLE = "applicable", _("Criterion set as applicable")
    AGREED = "agreed", _("Score agreed by the panel")
    PITCH = "pitch", _("Pitch")
    ASSESSMENT_CLOSED = "assessment_closed", _("Assessment closed")
    ASSESSMENT_REOPENED = "assessment_reopened", _("Assessment reopened")
    RANKED = "ranked", _("Reserve put in order")
    LETTER = "letter", _("Letter written")
    HELD = "held", _("Put on hold")
    UNHELD = "unheld", _("Taken off hold")
    RELEASE_PLANNED = "release_planned", _("Release decided")
    RELEASE_STOPPED = "release_stopped", _("Release stopped")
    TOLD = "told", _("Applicant told")
    CORRECTED = "corrected", _("Letter corrected")
    COMPLAINED = "complained", _("Asked or complained about a decision")
    COMPLAINT_ANSWERED = "complaint_answered", _("Answered about a decision")
    PROCUREMENT = "procurement", _("Procurement")
    EXPORTED = "exported", _("Exported")
    OBSERVER = "observer", _("Observer named")
    LEGAL_HOLD = "legal_hold", _("Legal hold set")
    LEGAL_HOLD_LIFTED = "legal_hold_lifted", _("Legal hold lifted")
    ERASED = "erased", _("Personal data erased")
    SEALED = "sealed", _("Record sealed from here")


class EntryQuerySet(RecordQuerySet):
    """Entries by whose they are."""

    def for_authority(self, authority: Site) -> "EntryQuerySet":
        """Return the history of this authority alone."""
        return self.filter(authority=authority)


class Entry(Record):
    """One thing that happened. `applications.history.chain` alone writes entries.

    It holds references (keys, states, numbers), never names or answers. `hash` covers the entry
    and the hash of the one before it on the same page. Of the reason, the one text that people
    type, it covers a digest with a `salt`: both can be erased, and the chain stays whole.

    `digests` maps each row that it is about (`"decision:12"`) to the digests of its columns; empty
    for one that may change again unrecorded, none for one that is gone. Entries of `scheme` 0 were
    written before there were any. The salts stand in `Proof`.
    """

    SCHEME = 1

    authority = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="history"
    )
    assessor = models.ForeignKey(
        "applications.Assessor",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("assessor"),
    )
    number = models.PositiveIntegerField(_("number"))
    event = models.CharField(_("what"), max_length=20, choices=Event)
    from_state = models.CharField(_("from"), max_length=20, blank=True)
    to_state = models.CharField(_("to"), max_length=20, blank=True)
    about = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    salt = models.CharField(max_length=32, blank=True)
    reason_digest = models.CharField(max_length=64, blank=True)
    scheme = models.PositiveSmallIntegerField(default=0)
    digests = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]  # more than the base has

    class Meta:
        verbose_name = _("entry of the history")
        verbose_name_plural = _("history")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_entry_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}/{self.number} {self.event}"
