"""Drafts of notices to check and send: nothing here is sent, and nothing is made up.

A preliminary market engagement notice says what regulation 17 of the Procurement Regulations 2024
(SI 2024/692) asks, about the authority what regulation 6 does.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from authorities.dates import format_instant
from authorities.models import AuthoritySettings
from authorities.permissions import ALLOWED, Verdict, refused
from challenges.facts.challenges import facts_of
from challenges.facts.shapes import ChallengeFacts, KeyDateFacts
from challenges.models import ChallengePage, PublicRelease
from challenges.models.status import Stage
from challenges.open_data.contracting.mapping import body_of, without_gaps

Node = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One thing that a notice says; without a value it is missing, and `where` is its field."""

    label: str
    value: str
    where: str


@dataclass(frozen=True)
class Draft:
    """A notice to check, as parts, as text to paste, and as OCDS."""

    title: str
    parts: list[Part]
    body: Node

    @property
    def missing(self) -> list[Part]:
        """What is asked for and not known."""
        return [part for part in self.parts if not part.value]

    @property
    def text(self) -> str:
        """The draft as whole lines of plain text."""
        lines = [_("DRAFT, sent to nobody: %s") % self.title, ""]
        for part in self.parts:
            if part.value:
                lines += [part.label, part.value, ""]
        return "\n".join(lines).strip() + "\n"


def may_draft_engagement(page: ChallengePage, now: datetime) -> Verdict:
    """Return whether a preliminary market engagement notice can be drafted of this brief."""
    if page.is_outside_procurement:
        return refused(
            _("This challenge is marked as no procurement, so there is no notice to draft.")
        )
    if not page.opens_later(now):
        return refused(
            _(
                "The challenge has opened: engagement before it is over, and a notice of it "
                "would come too late."
            )
        )
    return ALLOWED


def may_draft_award(page: ChallengePage) -> Verdict:
    """Return whether there is a contract of which to draft a summary."""
    if page.is_outside_procurement:
        return refused(
            _("This challenge is marked as no procurement, so there is no notice to draft.")
        )
    if page.stage != Stage.PROCURED:
        return refused(_("No contract has been recorded for this challenge yet."))
    return ALLOWED


def _own(authority: AuthoritySettings) -> list[Part]:
    """Return what regulation 6 asks about the authority."""
    where = reverse(
        "wagtailsettings:edit", args=["authorities", "authoritysettings", authority.site.pk]
    )
    return [
        Part(_("Contracting authority"), authority.name, where),
        Part(_("Its unique identifier (PPON)"), authority.ppon, where),
        Part(_("Its address"), authority.postal_address.strip(), where),
        Part(_("Its contact"), authority.contact_email, where),
    ]


def _ocid(page: ChallengePage) -> str:
    first = PublicRelease.objects.filter(challenge=page).first() if page.pk else None
    return first.ocid if first else f"{settings.OCDS_PREFIX}-{page.translation_key}"


def draft_engagement(page: ChallengePage, authority: AuthoritySettings, now: datetime) -> Draft:
    """Return the draft of a UK2 notice; what is not known is missing, by name."""
    (facts,) = facts_of([page], now, authority.site)
    where = reverse("wagtailadmin_pages:edit", args=[page.pk])
    ends = facts.questions_until
    events = "\n".join([*map(_date, facts.key_dates), *_sessions(facts, authority)])
    parts = [
        *_own(authority),
        Part(_("Title"), facts.title, where),
        Part(_("Unique identifier of the procurement"), _ocid(page), where),
        Part(
            _("What the contract would be about"),
            "\n".join(filter(None, [facts.question, facts.summary])),
            where,
        ),
        Part(
            _("When the engagement is intended to close"),
            format_instant(ends, authority.zone) if ends else "",
            f"{where}#panel-child-dates-child-questions_until-section",
        ),
        Part(
            _("How suppliers are engaged"),
            events,
            f"{where}#panel-child-dates-child-key_dates-section",
        ),
        Part(
            _("Who answers questions"),
            ", ".join(filter(None, [facts.contact.name, facts.contact.email])),
            f"{where}#panel-child-facts_and_contact-child-contact-section",
        ),
        Part(_("Where suppliers read about it"), facts.url, where),
    ]
    return Draft(
        _("UK2, preliminary market engagement"), parts, _engagement(page, facts, authority, events)
    )


def _date(row: KeyDateFacts) -> str:
    return ". ".join(filter(None, [row.label, row.when, row.text]))


def _sessions(facts: ChallengeFacts, authority: AuthoritySettings) -> list[str]:
    """Return the sessions at which suppliers are engaged, a line each."""
    return [
        ". ".join(
            filter(
                None,
                [
                    row.title,
                    format_instant(row.starts_at, authority.zone) if row.starts_at else row.when,
                    row.place,
                    row.url,
                ],
            )
        )
        for row in facts.sessions
        if not row.called_off
    ]


def _engagement(
    page: ChallengePage, facts: ChallengeFacts, authority: AuthoritySettings, events: str
) -> Node:
    body = body_of(facts, _ocid(page), authority, page.is_outside_procurement)
    ends = facts.questions_until
    milestone = {
        "id": "engagement",
        "title": _("Preliminary market engagement"),
        "type": "engagement",
        "description": events,
        "dueDate": ends.isoformat() if ends else None,
        "status": "scheduled",
    }
    notice = {
        "id": "uk2",
        "documentType": "marketEngagementNotice",
        "noticeType": "UK2",
        "description": _("Draft"),
        "url": facts.url,
    }
    tender = body["tender"]
    kept = ("id", "title", "description", "mainProcurementCategory", "value", "minValue")
    planning = body.get("planning", {}) | {"milestones": [milestone], "documents": [notice]}
    return without_gaps(
        {
            **{name: body[name] for name in ("ocid", "initiationType", "language", "buyer")},
            "parties": body["parties"],
            "tag": ["planning"],
            "planning": planning,
            "tender": {name: tender[name] for name in kept if name in tender}
            | {"status": "planning"},
        }
    )


def draft_award(page: ChallengePage, authority: AuthoritySettings, now: datetime) -> Draft:
    """Return the summary of a contract's award, as far as it is public."""
    (facts,) = facts_of([page], now, authority.site)
    where = reverse("challenge_board_challenge", args=[page.pk])
    parts = [*_own(authority), Part(_("Title"), facts.title, where)]
    parts.append(Part(_("Unique identifier of the procurement"), _ocid(page), where))
    for award in facts.outcome.awards:
        if not award.is_procured:
            continue
        value = "" if award.value is None else f"£{number_format(award.value)}"
        parts += [
            Part(_("Supplier"), award.business, where),
            Part(_("Value of the contract"), value, where),
            Part(
                _("Decided on"),
                award.decided_on.strftime("%-d %B %Y") if award.decided_on else "",
                where,
            ),
        ]
    body = body_of(facts, _ocid(page), authority, page.is_outside_procurement)
    return Draft(_("Summary of a contract's award"), parts, body | {"tag": ["award", "contract"]})
