"""Page, API, table, JSON-LD, feed and calendar never tell different stories of one challenge."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from xml.etree import ElementTree

import icalendar
import pytest
from django.utils import timezone

from authorities.dates import format_deadline
from challenges.models import EngagementNote
from challenges.models.status import Stage
from challenges.open_data.contracting.releases import note_missing
from challenges.presentation.cards import prize
from tests.factories import ChallengePageFactory
from tests.factories.programmes import SessionFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
STAGES = [stage for stage in Stage if stage]


@pytest.fixture
def all_states(record, authority):
    """The record's two challenges, and one of each other state."""
    at = timezone.now() - timedelta(hours=1)
    others = [
        ChallengePageFactory(
            authority=authority, closed=True, stage=stage, stage_changed_at=at, stage_reason="So."
        )
        for stage in STAGES
    ]
    return [
        record.opened,
        record.done,
        ChallengePageFactory(authority=authority, scheduled=True),
        engaged_on(authority, record.programme),
        ChallengePageFactory(authority=authority, closed=True),
        *others,
    ]


def engaged_on(authority, programme):
    """An announced challenge with a session, and a note that was corrected."""
    page = ChallengePageFactory(authority=authority, announced=True)
    until = timezone.now().isoformat()
    former = {"day": "2026-11-01", "text": "We had asked for 40 homes.", "until": until}
    page.engagement_notes.set(
        [EngagementNote(day=date(2026, 11, 2), text="We ask for 400 homes.", former=[former])]
    )
    page.save()
    SessionFactory(programme=programme, challenge=page, is_public=True, title="Meet the buyer")
    return page


def second(at: str | datetime | None) -> datetime | None:
    """Return an instant to the second, which every format knows."""
    if not at:
        return None
    known = datetime.fromisoformat(at) if isinstance(at, str) else at
    return known.astimezone(UTC).replace(microsecond=0)


def from_table(row: dict) -> dict:
    return {
        "title": row["title"],
        "question": row["question"],
        "state": row["state"],
        **{name: second(row[name]) for name in ("opens_at", "closes_at", "changed_at")},
        "prize_maximum": int(row["prize_maximum"]) if row["prize_maximum"] else None,
    }


def from_api(item: dict) -> dict:
    return {
        "title": item["title"],
        "question": item["question"],
        "state": item["state"],
        **{name: second(item[name]) for name in ("opens_at", "closes_at", "changed_at")},
        "prize_maximum": item["prize_maximum"],
    }


def from_json_ld(html: str) -> dict:
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    graph = {node["@type"]: node for node in json.loads(script)["@graph"]}
    demand = graph["Demand"]
    return {
        "question": demand["name"],
        "title": demand["itemOffered"]["name"],
        "opens_at": second(demand["validFrom"]),
        "ends_at": second(demand["validThrough"]),
        "prize_maximum": demand.get("priceSpecification", {}).get("maxPrice"),
        "id": demand["identifier"],
    }


def from_ocds(node: dict) -> dict:
    tender = node["tender"]
    return {
        "title": tender["title"],
        "question": tender["description"].partition("\n")[0],
        "opens_at": second(tender["tenderPeriod"]["startDate"]),
        "closes_at": second(tender["tenderPeriod"]["endDate"]),
        "prize_maximum": tender.get("value", {}).get("amount"),
    }


# What OCDS calls each state.
OCDS_STATUS = {
    "scheduled": "planned",
    "announced": "planning",
    "withdrawn": "cancelled",
    "cancelled": "cancelled",
    "no_suitable": "unsuccessful",
    **dict.fromkeys(("open", "closed", "assessing", "matched"), "active"),
}


def feed_of(text: str) -> dict[str, dict]:
    return {
        entry.find(f"{ATOM}id").text: {
            "question": entry.find(f"{ATOM}title").text,
            "changed_at": second(entry.find(f"{ATOM}updated").text),
        }
        for entry in ElementTree.fromstring(text).iter(f"{ATOM}entry")  # noqa: S314 - our own
    }


def calendar_of(text: str) -> dict[str, dict]:
    return {
        str(event["url"]): {
            "title": str(event["summary"]).removeprefix("Closes: "),
            "closes_at": second(event.end if "DTEND" in event else event.start),
            "is_called_off": event["status"] == "CANCELLED",
        }
        for event in icalendar.Calendar.from_ical(text).walk("VEVENT")
        if str(event["summary"]).startswith("Closes: ")
    }


def openings_of(text: str) -> dict[str, datetime | None]:
    return {
        str(event["url"]): second(event.start)
        for event in icalendar.Calendar.from_ical(text).walk("VEVENT")
        if str(event["summary"]).startswith("Opens: ")
    }


def test_every_public_fact_is_the_same_wherever_it_stands(all_states, browse, authority, read):
    table = b"".join(browse("/data/challenges.csv").streaming_content).decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table))}
    items = {item["id"]: item for item in read("/api/v1/challenges?per_page=100")["items"]}
    feed = feed_of(browse("/challenges/feed.atom").text)
    dates = browse("/challenges/calendar.ics").text
    calendar, openings = calendar_of(dates), openings_of(dates)
    note_missing(timezone.now())
    lines = b"".join(browse("/data/ocds/records.jsonl").streaming_content).splitlines()
    records = {one["ocid"][-36:]: one["compiledRelease"] for one in map(json.loads, lines)}
    assert records.keys() == rows.keys()
    assert rows.keys() == items.keys() == {str(page.translation_key) for page in all_states}
    for page in all_states:
        item = items[str(page.translation_key)]
        known = from_api(item)
        assert from_table(rows[item["id"]]) == known
        assert from_api(read(f"/api/v1/challenges/{item['id']}")) == known

        html = browse(page.url).text
        text = unescape(re.sub(r"\s+", " ", html))
        zone = page.get_site().authoritysettings.zone
        assert known["question"] in text
        assert item["state_label"] in text
        if known["state"] in ("scheduled", "announced"):
            assert "Opens" in text
        for one in item["sessions"]:
            assert one["title"] in text
        for one in item["learned"]:
            assert one["text"] in text
            assert one["former"][0]["text"] in text
        assert format_deadline(known["closes_at"], zone) in text
        assert not known["prize_maximum"] or prize(page) in text

        linked = from_json_ld(html)
        ends_at = second(item["ended_at"]) or known["closes_at"]
        assert linked.pop("ends_at") == ends_at
        assert linked.pop("id") == f"urn:uuid:{item['id']}"
        assert linked == {name: known[name] for name in linked}

        told = records[item["id"]]
        merged = from_ocds(told)
        assert merged == {name: known[name] for name in merged}
        assert told["tender"]["status"] == OCDS_STATUS.get(known["state"], "complete")
        planning = told.get("planning", {})
        held = [one["title"] for one in planning.get("milestones", []) if "dueDate" in one]
        assert held == [one["title"] for one in item["sessions"]]
        notes = [one["description"] for one in planning.get("documents", [])]
        assert notes == [one["text"] for one in item["learned"]]
        outcome = item["outcome"]
        assert told["tender"].get("numberOfTenderers") == outcome["applications"]
        assert len(told.get("awards", [])) == len(outcome["awards"])
        assert len(told.get("contracts", [])) == sum(
            award["is_procured"] for award in outcome["awards"]
        )

        urn = f"urn:uuid:{item['id']}"
        is_announced = known["state"] == "announced"
        assert (urn in feed) is (item["opened_at"] is not None or is_announced)
        assert openings.get(item["url"]) == (known["opens_at"] if is_announced else None)
        if urn in feed:
            assert feed[urn] == {name: known[name] for name in feed[urn]}
        event = calendar[item["url"]]
        assert event.pop("is_called_off") is (known["state"] in ("withdrawn", "cancelled"))
        assert event == {name: known[name] for name in event}


def test_every_figure_is_the_same_wherever_it_stands(all_states, record, browse, read):
    (item,) = read("/api/v1/programmes")["items"]
    table = b"".join(browse("/data/figures.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    bars = browse(record.programme.url).context["bars"]
    names = ("reached", "applications", "matched", "selected", "procured")
    figures = item["figures"]
    assert [bar.value for bar in bars] == [figures[name] for name in names]
    assert [int(row[name]) for name in names] == [figures[name] for name in names]
    told = [
        one["outcome"]
        for one in read("/api/v1/challenges?per_page=100")["items"]
        if one["programme"]
    ]
    for name in names[1:]:
        assert sum(outcome[name] or 0 for outcome in told) == figures[name]
