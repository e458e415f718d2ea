"""What an applicant writes: kept as it was typed, whether complete or not."""

import uuid
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from applications.models.reference import new_secret


class DraftQuerySet(models.QuerySet):
    """Drafts, by whom they concern."""

    def for_authority(self, authority: Site) -> Self:
        """Return the drafts for pages of this authority alone."""
        return self.filter(authority=authority)

    def of_address(self, email: str) -> Self:
        """Return the drafts whose contact has this address, or on which a colleague has it."""
        shared = Q(colleagues__email__iexact=email, colleagues__removed_at=None)
        return self.filter(Q(email__iexact=email) | shared).distinct()

    def unsent(self) -> Self:
        """Return what was never sent, and what was changed since it was."""
        return self.filter(Q(application=None) | Q(has_unsent_changes=True))


class Draft(models.Model):
    """One business's work on one page's form, before and after it is sent.

    The authority's staff never read a draft: what they have is the `Application` that sending it
    makes. `typed` holds every input of the form by name, as a list of strings, valid or not.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="drafts")
    authority = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="drafts")
    reference = models.CharField(_("reference"), max_length=24, unique=True, editable=False)
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    # One for each form that was shown: the same form sent twice is one application.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # A digest of the browser that began it; empty once that is told to forget it.
    browser = models.CharField(max_length=64, blank=True, editable=False)
    # The contact's, once it is an address; what is typed may not be one yet.
    email = models.EmailField(_("email address"), blank=True, editable=False)
    # The address to which the private address was mailed unasked, or to which no mail may go.
    link_email = models.EmailField(blank=True, editable=False)
    typed = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)
    # The form as this draft last saw it, to say what changed since.
    questions = models.JSONField(default=list, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    # How much of the form has an answer, from 0 to 100: a figure that tells nothing of what it is.
    percent_answered = models.PositiveSmallIntegerField(default=0, editable=False)
    has_unsent_changes = models.BooleanField(default=False, editable=False)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    # The lead's choice: whether partners read the answers on their own pages.
    partners_read_answers = models.BooleanField(
        _("show our partners the answers"), default=False, editable=False
    )
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = DraftQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [
            models.Index(fields=["email"], name="draft_of_address"),
            models.Index(fields=["browser"], name="draft_of_browser"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def private_path(self) -> str:
        """The path of the applicant's page, on the authority's own address."""
        return reverse("application", args=[self.secret])

    def path_for(self, address: str) -> str:
        """Return the path by which this person opens the draft: a colleague has their own."""
        if address.lower() != self.email.lower():
            for colleague in self.colleagues.all():
                if colleague.email.lower() == address.lower() and not colleague.removed_at:
                    return colleague.private_path
        return self.private_path

    @property
    def has_settled_contact(self) -> bool:
        """Whether the contact's address is changed on a page of its own, after a code."""
        return hasattr(self, "application") or self.colleagues.filter(removed_at=None).exists()

    @property
    def data(self) -> MultiValueDict:
        """What was typed, as a form takes it."""
        return MultiValueDict(self.typed)

    @property
    def business_name(self) -> str:
        """The business's name as far as it is typed."""
        return " ".join((self.typed.get("business_name") or [""])[0].split())


class DraftErasure(models.Model):
    """That a draft was erased, kept for whoever comes by an address that opened it.

    It holds a digest of that address, and nothing of a person.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.at}"


class DraftSection(models.Model):
    """What happened to one section of a draft: who changed it last, and whose it is."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sections")
    name = models.SlugField(max_length=80)
    changed_at = models.DateTimeField(null=True)
    # Empty for the contact.
    changed_by = models.ForeignKey(
        "applications.Colleague", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_to = models.ForeignKey(
        "applications.Colleague", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_ready = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "name"], name="one_row_a_section"),
        ]

    def __str__(self) -> str:
        return self.name


class DraftVersion(models.Model):
    """What a draft held after one save; by it a later save knows what it has not seen.

    `is_aside` marks what somebody typed on top of a version that they had not seen: it is kept
    here, not in the draft, until they choose.
    """

    KEPT = 30

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    typed = models.JSONField(encoder=DjangoJSONEncoder)
    by = models.ForeignKey(
        "applications.Colleague", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    # Which window saved it: one that was killed before it heard so is no other person.
    window = models.CharField(max_length=40, blank=True)
    is_aside = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["draft", "number"], name="version_of_draft")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.number}"
