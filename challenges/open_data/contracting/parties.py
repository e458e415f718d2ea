"""The other authorities that have the problem, as parties of OCDS.

Not as buyers: nothing is bought for them in this process. “An interest in the process” is the
standard's own role for them, and what they say of it stands in `details`, which it leaves open.
"""

from typing import Any

from challenges.facts.shapes import ChallengeFacts

Node = dict[str, Any]


def joined_parties(facts: ChallengeFacts, buyer: str) -> list[Node]:
    """Return a party for each; `buyer` is the key of the authority that asks."""
    parties: dict[str, Node] = {}
    for one in facts.joined:
        key = party_id(one.number, one.authority.code)
        parties.setdefault(
            # Two authorities may have one code.
            f"{key}-joined" if key == buyer or key in parties else key,
            {
                "name": one.authority.name,
                "contactPoint": {"name": one.authority.name, "url": one.authority.url},
                "details": {
                    "needDescription": " ".join(filter(None, [one.who, one.adds])),
                    "peopleConcerned": one.people,
                },
                "roles": ["interestedParty"],
            },
        )
    return [{"id": key, **party} for key, party in parties.items()]


def party_id(number: str, code: str) -> str:
    """Return what names an authority: its number in the central platform, if it has one."""
    return f"GB-PPON-{number}" if number else code
