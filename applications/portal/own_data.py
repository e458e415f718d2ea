"""What an authority's applications know of one address, and how they answer to erase it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site

from applications.drafts import colleagues
from applications.models import Application, Assessor, Colleague, Draft, Partner, PooledAssessor
from applications.portal.data_copies import kept_of
from applications.privacy.erasure import KeptByLaw, erase
from applications.privacy.partner_erasure import erase_partner
from authorities.scope import settings_of


def kept_by_law(reference: str) -> str:
    """Return the sentence for what a legal hold covers."""
    return _("%s is kept: the law asks us to, for now. Write to us to learn more.") % reference


class Applications:
    """The drafts and applications whose contact somebody is."""

    name = gettext_lazy("Drafts and applications")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return everything that is kept of each, but files: its private page has them."""
        return [kept_of(draft) for draft in self._drafts(email, authority)]

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Erase each as its own page does, and say what stays of it and why."""
        years = settings_of(authority).retention_years
        for draft in self._drafts(email, authority):
            reference = draft.reference
            try:
                is_all_gone = erase(draft, now=now)
            except KeptByLaw:
                yield kept_by_law(reference)
                continue
            if is_all_gone:
                yield _("%s is erased.") % reference
            else:
                yield ngettext(
                    "You are erased from %(reference)s. What your business sent stays, without "
                    "you, for at most %(years)d year after the challenge has closed.",
                    "You are erased from %(reference)s. What your business sent stays, without "
                    "you, for at most %(years)d years after the challenge has closed.",
                    years,
                ) % {"reference": reference, "years": years}

    def _drafts(self, email: str, authority: Site) -> list[Draft]:
        found = Draft.objects.for_authority(authority).filter(email__iexact=email)
        return list(found.select_related("page", "authority", "application").order_by("pk"))


class SharedDrafts:
    """The drafts of others on which somebody works as a colleague."""

    name = gettext_lazy("Drafts that you share")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return when they were invited to which."""
        return list(
            self._invitations(email, authority).values(
                "draft__reference", "email", "invited_at", "joined_at", "removed_at"
            )
        )

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Leave each draft, and forget the address there."""
        for one in self._invitations(email, authority).select_related("draft"):
            reference = one.draft.reference
            colleagues.remove(one, now=now)
            one.delete()
            yield _("You have left %s. What you wrote there is its contact's.") % reference

    def _invitations(self, email: str, authority: Site):
        return Colleague.objects.filter(email__iexact=email, draft__authority=authority)


class Partnerships:
    """The applications of others in which somebody's business is a partner."""

    name = gettext_lazy("Applications in which you are a partner")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return what each says of the partner."""
        return [
            model_to_dict(one, exclude=["id", "draft", "secret"])
            | {"application": one.draft.reference}
            for one in self._partners(email, authority)
        ]

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Erase the partner's people from each, and say what stays."""
        for one in self._partners(email, authority):
            reference = one.draft.reference
            try:
                erase_partner(one, now=now)
            except KeptByLaw:
                yield kept_by_law(reference)
            else:
                yield (
                    _("You are erased from %s. If it was sent, your business stays named in it.")
                    % reference
                )

    def _partners(self, email: str, authority: Site) -> list[Partner]:
        found = Partner.objects.filter(email__iexact=email, draft__authority=authority)
        return list(found.select_related("draft__authority").order_by("pk"))


class Assessing:
    """What somebody assessed."""

    name = gettext_lazy("Challenges that you assessed")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return who they are as an assessor, of which challenges, and what they declared."""
        return [
            {
                "challenge": one.page.title,
                "name": one.name,
                "from": one.body,
                "invited": one.invited_at,
                "accepted": one.accepted_at,
                "declined": one.declined_at,
                "declared": list(
                    one.declarations.values("application__reference", "has_conflict", "text", "at")
                ),
            }
            for one in self._invited(email, authority)
        ]

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Say until when it stays: who assessed is part of what was decided."""
        for one in self._invited(email, authority):
            if Application.objects.filter(page_id=one.page_id, emptied_at=None).exists():
                yield (
                    _(
                        "That you assessed “%s” stays on its record, and is erased with the last "
                        "of its applications."
                    )
                    % one.page.title
                )

    def _invited(self, email: str, authority: Site):
        found = Assessor.objects.for_authority(authority).filter(email__iexact=email)
        return found.select_related("page").order_by("pk")


class InThePool:
    """Who may be asked to assess."""

    name = gettext_lazy("People who may be asked to assess")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return what the authority's pool says of them."""
        return list(self._kept(email, authority).values("name", "email", "body", "skills"))

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Take them out of the pool."""
        if self._kept(email, authority).delete()[0]:
            yield _("You are no longer in the pool of people who may be asked to assess.")

    def _kept(self, email: str, authority: Site):
        return PooledAssessor.objects.for_authority(authority).filter(email__iexact=email)


def own_data() -> list[Applications | SharedDrafts | Partnerships | Assessing | InThePool]:
    """Return what `businesses.own_data` asks of this app."""
    return [Applications(), SharedDrafts(), Partnerships(), Assessing(), InThePool()]
