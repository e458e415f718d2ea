"""A challenge's public facts in the words of OCDS 1.1 and the Cabinet Office's extension.

Sessions and what was learned stand in `planning`; what follows a selection is a milestone of the
tender, and after a contract one of its implementation.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from authorities.models import AuthoritySettings
from challenges.facts.running_shapes import BudgetFacts
from challenges.facts.shapes import CURRENCY, AwardFacts, ChallengeFacts
from challenges.models.status import ENDED_EARLY, SELECTION_ANNOUNCED, Stage, Timing
from challenges.open_data.contracting.continuity import announcement_of
from challenges.open_data.contracting.milestones import (
    instant_of,
    is_after,
    key_of,
    stage,
    start_of,
    track,
)
from challenges.open_data.contracting.parties import joined_parties, party_id
from challenges.open_data.contracting.planning import milestones_of, notes_of

Node = dict[str, Any]
PLANNED, ACTIVE, COMPLETE, CANCELLED = "planned", "active", "complete", "cancelled"
# Never “withdrawn”: to OCDS that means that no information is to be had.
STATUSES: dict[str, str] = {
    Timing.SCHEDULED: PLANNED,
    # To OCDS: early information, while suppliers are still engaged.
    Timing.ANNOUNCED: "planning",
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
            "planning": _planning(facts, authority.zone),
            "tender": _tender(facts, ocid, buyer, is_outside, authority.zone),
            "awards": [_award(facts, award) for award in awards],
            "contracts": [
                _contract(award, facts, authority.zone) for award in awards if award.is_procured
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


def _money(pounds: float | None) -> Node | None:
    return None if pounds is None else {"amount": pounds, "currency": CURRENCY}


def _planning(facts: ChallengeFacts, zone: ZoneInfo) -> Node:
    reasons = [answer.text for answer in facts.answers if answer.name == "policy_background"]
    budget: Node = {
        "amount": _money(facts.prize_maximum),
        "description": "; ".join(map(_line, facts.programme_budget)),
    }
    if facts.programme:
        budget |= {"project": facts.programme.title, "projectID": str(facts.programme.id)}
    return {
        "rationale": "\n".join(reasons),
        "budget": budget,
        "documents": notes_of(facts, zone),
        "milestones": milestones_of(facts),
    }


def _line(row: BudgetFacts) -> str:
    """Return a line of the programme's budget in words."""
    amount = (
        _("not recorded")
        if row.amount is None
        else f"£{number_format(row.amount, 0 if row.amount.is_integer() else 2)}"
    )
    return ": ".join(filter(None, [row.funder, row.purpose, amount]))


def _tender(
    facts: ChallengeFacts, ocid: str, buyer: Node, is_outside: bool, zone: ZoneInfo
) -> Node:
    contracted = any(award.is_procured for award in facts.outcome.awards)
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
            "startDate": instant_of(facts.opens_at),
            "endDate": instant_of(facts.closes_at),
        },
        "enquiryPeriod": {
            "startDate": instant_of(announcement_of(facts) or facts.opens_at),
            "endDate": instant_of(questions_end),
        },
        "hasEnquiries": bool(facts.clarifications) or None,
        "numberOfTenderers": facts.outcome.applications,
        "documents": _documents(facts),
        "milestones": [
            *([stage(facts)] if facts.outcome.decided_at else []),
            *track((row for row in facts.milestones if not (contracted and is_after(row))), zone),
        ],
        "amendments": [
            {
                "id": row.url.rpartition("#")[2],
                "date": instant_of(row.at),
                "description": row.text,
                "rationale": "\n".join(
                    f"{change.label}: {change.before} → {change.after}" for change in row.changes
                ),
            }
            for row in facts.amendments
        ],
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
            "datePublished": instant_of(facts.published_at),
        }
    ]
    documents += [
        {
            "id": key_of("document", row.url),
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
            "datePublished": instant_of(row.published_at),
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
                "datePublished": instant_of(facts.outcome.decided_at),
            }
        )
    return documents


def _award(facts: ChallengeFacts, award: AwardFacts) -> Node:
    supplier = _supplier(award)
    return {
        "id": str(award.id),
        "title": facts.title,
        "status": "active",
        "date": instant_of(facts.outcome.decided_at),
        "suppliers": [_reference(supplier)],
        # Of several nobody recorded who was awarded how much.
        "value": _money(facts.awarded) if len(facts.outcome.awards) == 1 else None,
    }


def _contract(award: AwardFacts, facts: ChallengeFacts, zone: ZoneInfo) -> Node:
    return {
        "id": f"contract-{award.id}",
        "awardID": str(award.id),
        "status": "active",
        "value": _money(award.value),
        "dateSigned": start_of(award.decided_on, zone),
        "implementation": {"milestones": track(filter(is_after, facts.milestones), zone)},
    }
