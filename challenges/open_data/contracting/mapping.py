"""A challenge's public facts in the words of OCDS 1.1 and the Cabinet Office's extension.

Sessions, what is learned and milestones of a contract join in `_milestones`, money in `_money`.
"""

from datetime import datetime, time
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from authorities.models import AuthoritySettings
from challenges.facts.shapes import CURRENCY, AwardFacts, ChallengeFacts
from challenges.models.status import ENDED_EARLY, SELECTION_ANNOUNCED, Stage, Timing
from challenges.open_data.contracting.parties import joined_parties, party_id

Node = dict[str, Any]
PLANNED, ACTIVE, COMPLETE, CANCELLED = "planned", "active", "complete", "cancelled"
# Never “withdrawn”: to OCDS that means that no information is to be had.
STATUSES: dict[str, str] = {
    Timing.SCHEDULED: PLANNED,
    Stage.WITHDRAWN: CANCELLED,
    Stage.CANCELLED: CANCELLED,
    Stage.NO_SUITABLE_APPLICATIONS: "unsuccessful",
    **dict.fromkeys(SELECTION_ANNOUNCED, COMPLETE),
}


def body_of(
    facts: ChallengeFacts, ocid: str, authority: AuthoritySettings, is_outside: bool
) -> Node:
    """Return the release without its identifier, date and tag; what is not known is left out."""
    buyer = buyer_of(authority)
    awards = facts.outcome.awards
    return without_gaps(
        {
            "ocid": ocid,
            "initiationType": "tender",
            "language": "en",
            "parties": [buyer, *joined_parties(facts, buyer["id"]), *map(_supplier, awards)],
            "buyer": _reference(buyer),
            "planning": _planning(facts),
            "tender": _tender(facts, ocid, buyer, is_outside),
            "awards": [_award(facts, award) for award in awards],
            "contracts": [
                _contract(award, authority.zone) for award in awards if award.is_procured
            ],
        }
    )


def without_gaps(node: Node) -> Node:
    """Return the node without what is empty, however deep; 0 and false say something."""
    found = {}
    for name, value in node.items():
        kept = without_gaps(value) if isinstance(value, dict) else value
        if isinstance(value, list):
            kept = [without_gaps(one) if isinstance(one, dict) else one for one in value]
        if kept not in (None, "", {}, []):
            found[name] = kept
    return found


def buyer_of(authority: AuthoritySettings) -> Node:
    """Return the authority as a party: by its number in the central platform, if it has one."""
    number, code = authority.ppon, authority.short_name
    identifier = {"scheme": "GB-PPON", "id": number, "legalName": authority.name}
    lines = [line.strip() for line in authority.postal_address.splitlines() if line.strip()]
    address = {"streetAddress": ", ".join(lines[:-1]), "postalCode": lines[-1]} if lines else {}
    return without_gaps(
        {
            "id": party_id(number, code),
            "name": authority.name,
            "identifier": identifier if number else None,
            "address": address,
            "contactPoint": {
                "name": authority.name,
                "email": authority.contact_email,
                "url": f"{authority.site.root_url}/",
            },
            "roles": ["buyer", "procuringEntity"],
        }
    )


def _reference(party: Node) -> Node:
    return {"id": party["id"], "name": party["name"]}


def _supplier(award: AwardFacts) -> Node:
    return {
        "id": f"supplier-{award.id}",
        "name": award.business or _("A business that is not named"),
        "roles": ["supplier"],
    }


def _money(pounds: int | None) -> Node | None:
    return None if pounds is None else {"amount": pounds, "currency": CURRENCY}


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _planning(facts: ChallengeFacts) -> Node:
    reasons = [answer.text for answer in facts.answers if answer.name == "policy_background"]
    budget: Node = {"amount": _money(facts.prize_maximum)}
    if facts.programme:
        budget |= {"project": facts.programme.title, "projectID": str(facts.programme.id)}
    return {
        "rationale": "\n".join(reasons),
        "budget": budget,
        "milestones": _milestones(facts),
    }


def _milestones(facts: ChallengeFacts) -> list[Node]:
    """Return the brief's key dates: their day stands in words, as on the page."""
    return [
        {
            "id": _key("key-date", row.label),
            "title": row.label,
            "type": "engagement",
            "description": ". ".join(filter(None, [row.when, row.text])),
        }
        for row in facts.key_dates
    ]


def _key(kind: str, *parts: str) -> str:
    """Return an identifier made of what something says, where it has none of its own."""
    return f"{kind}-{blake2b('|'.join(parts).encode(), digest_size=6).hexdigest()}"


def _tender(facts: ChallengeFacts, ocid: str, buyer: Node, is_outside: bool) -> Node:
    questions_end = facts.questions_until or facts.closes_at
    return {
        "id": ocid,
        "title": facts.title,
        "description": f"{facts.question}\n\n{facts.summary}",
        "status": STATUSES.get(facts.state, ACTIVE),
        "procuringEntity": _reference(buyer),
        "minValue": _money(facts.prize_minimum),
        "value": _money(facts.prize_maximum),
        "mainProcurementCategory": "services",
        "procurementMethodDetails": _method(facts, is_outside),
        "awardCriteria": "ratedCriteria" if facts.criteria else None,
        "awardCriteriaDetails": "\n".join(
            " – ".join(filter(None, [f"{row.name} ({row.weight}%)", row.guidance]))
            for row in facts.criteria
        ),
        "eligibilityCriteria": facts.eligibility,
        "submissionMethod": ["electronicSubmission"],
        "submissionMethodDetails": facts.url,
        "tenderPeriod": {
            "startDate": _instant(facts.opens_at),
            "endDate": _instant(facts.closes_at),
        },
        "enquiryPeriod": {
            "startDate": _instant(facts.opens_at),
            "endDate": _instant(questions_end),
        },
        "hasEnquiries": bool(facts.clarifications) or None,
        "numberOfTenderers": facts.outcome.applications,
        "documents": _documents(facts),
        "milestones": [_stage(facts)] if facts.outcome.decided_at else [],
        "amendments": [
            {
                "id": row.url.rpartition("#")[2],
                "date": _instant(row.at),
                "description": row.text,
                "rationale": "\n".join(
                    f"{change.label}: {change.before} → {change.after}" for change in row.changes
                ),
            }
            for row in facts.amendments
        ],
    }


def _stage(facts: ChallengeFacts) -> Node:
    """Return how far it has come: matched, selected and so on, in the marketplace's own words."""
    return {
        "id": facts.state,
        "title": facts.state_label,
        "type": "assessment",
        "status": "met",
        "dateMet": _instant(facts.outcome.decided_at),
    }


def _method(facts: ChallengeFacts, is_outside: bool) -> str:
    """Return in plain words what kind of process it is."""
    said = [_("Example content, invented to show the site.")] if facts.is_example else []
    if is_outside:
        said.append(
            _(
                "A challenge outside procurement: a prize, a pilot below the threshold, or "
                "research and development. No notice is published for it."
            )
        )
    else:
        said.append(_("A challenge that businesses answer before any procurement begins."))
    return " ".join([*said, facts.contract_route]).strip()


def _documents(facts: ChallengeFacts) -> list[Node]:
    """Return the brief itself, its documents, its answers, and why it ended if it did."""
    documents: list[Node] = [
        {
            "id": "brief",
            "documentType": "tenderNotice",
            "title": facts.title,
            "url": facts.url,
            "format": "text/html",
            "datePublished": _instant(facts.published_at),
        }
    ]
    documents += [
        {
            "id": _key("document", row.url),
            "documentType": "biddingDocuments",
            "title": row.title,
            "url": row.url,
        }
        for row in facts.documents
    ]
    documents += [
        {
            "id": row.url.rpartition("#")[2],
            "documentType": "clarifications",
            "title": row.question,
            "description": row.answer,
            "url": row.url,
            "datePublished": _instant(row.published_at),
        }
        for row in facts.clarifications
    ]
    if facts.outcome.reason:
        documents.append(
            {
                "id": "reason",
                "documentType": "cancellationDetails"
                if facts.state in ENDED_EARLY
                else "awardNotice",
                "title": facts.state_label,
                "description": facts.outcome.reason,
                "url": facts.url,
                "datePublished": _instant(facts.outcome.decided_at),
            }
        )
    return documents


def _award(facts: ChallengeFacts, award: AwardFacts) -> Node:
    supplier = _supplier(award)
    return {
        "id": str(award.id),
        "title": facts.title,
        "status": "active",
        "date": _instant(facts.outcome.decided_at),
        "suppliers": [_reference(supplier)],
    }


def _contract(award: AwardFacts, zone: ZoneInfo) -> Node:
    signed = (
        datetime.combine(award.decided_on, time(), zone).isoformat() if award.decided_on else None
    )
    return {
        "id": f"contract-{award.id}",
        "awardID": str(award.id),
        "status": "active",
        "value": _money(award.value),
        "dateSigned": signed,
    }
