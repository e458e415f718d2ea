"""Our own profile: what a release of ours has to be before anybody reads it, in our own words."""

from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

Node = dict[str, Any]
TAGS = frozenset(
    {
        *("planning", "planningUpdate", "tender", "tenderAmendment", "tenderUpdate"),
        *("tenderCancellation", "award", "awardUpdate", "awardCancellation", "contract"),
        *("contractUpdate", "contractAmendment", "implementation", "implementationUpdate"),
        *("contractTermination", "compiled"),
    }
)


def faults_of(body: Node) -> list[str]:
    """Return what is wrong with a release, each in words for the authority; empty if nothing is."""
    return [*_head(body), *_references(body), *_periods(body), *_addresses(body), *_order(body)]


def _head(body: Node) -> Iterator[str]:
    for name in ("ocid", "id", "date", "tag", "initiationType", "buyer", "tender"):
        if not body.get(name):
            yield _("The release has no “%s”.") % name
    if unknown := set(body.get("tag", [])) - TAGS:
        yield _("The standard knows no such tag: %s.") % ", ".join(sorted(unknown))
    if not body.get("tender", {}).get("title"):
        yield _("The challenge has no short name.")


def _references(body: Node) -> Iterator[str]:
    parties = [one["id"] for one in body.get("parties", [])]
    named = [body.get("buyer", {}), body.get("tender", {}).get("procuringEntity", {})]
    for award in body.get("awards", []):
        named += award.get("suppliers") or []
    for one in named:
        if one and one.get("id") not in parties:
            yield _("“%s” is named and not described.") % one.get("name")
    awards = {one["id"] for one in body.get("awards", [])}
    for contract in body.get("contracts", []):
        if contract.get("awardID") not in awards:
            yield _("A contract belongs to no selection.")
    for name in ("parties", "awards", "contracts"):
        keys = [one["id"] for one in body.get(name, [])]
        if len(keys) != len(set(keys)):
            yield _("Two of “%s” have one identifier.") % name


def _periods(body: Node) -> Iterator[str]:
    tender = body.get("tender", {})
    for name in ("tenderPeriod", "enquiryPeriod"):
        period = tender.get(name) or {}
        start, end = period.get("startDate"), period.get("endDate")
        if start and end and _read(start) > _read(end):
            yield _("“%s” ends before it begins: correct the challenge's dates.") % name


def _order(body: Node) -> Iterator[str]:
    awarded = {one["id"]: one.get("date") for one in body.get("awards", [])}
    for contract in body.get("contracts", []):
        award, signed = awarded.get(contract.get("awardID")), contract.get("dateSigned")
        if award and signed and _read(signed).date() < _read(award).date():
            yield _(
                "The contract is dated before the selection: correct “decided on” under the "
                "application's outcome."
            )


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _addresses(body: Node) -> Iterator[str]:
    documents = [
        document
        for part in (body.get("planning", {}), body.get("tender", {}), *body.get("awards", []))
        for document in part.get("documents") or []
    ]
    for document in documents:
        url = document.get("url")
        if url and not _is_public(url):
            yield _("“%(title)s” has an address that the public cannot open: %(url)s") % {
                "title": document.get("title"),
                "url": url,
            }


def _is_public(url: str) -> bool:
    """Return whether anybody could open this address, by its letters alone."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or any(sign.isspace() for sign in url):
        return False
    try:
        return ip_address(host).is_global or ip_address(host).is_loopback
    except ValueError:
        return "." in host or host == "localhost"
