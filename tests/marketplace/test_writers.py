"""What writes documents cleans again for itself: rows may be older than the gate."""

import csv
import io
import xml.etree.ElementTree as ET

import icalendar
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from post_office.models import Email

from applications.record.application_pdf import as_pdf
from authorities.http.table_response import CSV, XLSX, as_table
from authorities.mail.sender import queue_mail
from challenges.listing.feeds import calendar
from tests.factories import ApplicationFactory, ChallengePageFactory

# As one stood in the database before there was a gate.
DIRTY = "Acme\x0bLtd\ufffe\u200e\x07"


def read(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_spreadsheet_opens_whatever_a_row_holds():
    content = read(as_table([[DIRTY, 1]], "queue", XLSX))
    (row,) = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    assert row == ("Acme\nLtd", 1)


def test_a_csv_row_has_as_many_cells_as_were_given():
    text = read(as_table([[DIRTY, '"a"; b', "x"]], "queue", CSV)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["Acme\nLtd", '"a"; b', "x"]]


def test_a_formula_behind_what_nobody_sees_is_none():
    text = read(as_table([["\u200e=1+1"]], "queue", CSV)).decode("utf-8-sig")
    assert text.strip() == '"\'=1+1"'


@pytest.mark.django_db
class TestKeptRows:
    def test_a_mail_goes_to_the_address_without_what_nobody_sees(self, authority):
        queue_mail(
            "pasted@example.org\u200e",
            authority,
            "challenges/mail/confirm_follow.txt",
            subject=f"About {DIRTY}\nBcc: all@example.org",
            context={"page": ChallengePageFactory(authority=authority), "url": "/x/"},
        )
        mail = Email.objects.get()
        assert mail.to == ["pasted@example.org"]
        assert mail.subject == "About Acme Ltd Bcc: all@example.org"
        assert mail.email_message().message()["Subject"]

    def test_a_feed_is_xml_whatever_a_brief_holds(self, authority, browse_feed):
        page = ChallengePageFactory(authority=authority, question=f"How {DIRTY}?", summary=DIRTY)
        titles = ET.fromstring(browse_feed("/challenges/feed.atom")).iter(  # noqa: S314
            "{http://www.w3.org/2005/Atom}title"
        )
        assert "How Acme\nLtd?" in [title.text for title in titles]
        assert ET.fromstring(browse_feed(f"{page.url}updates.atom")) is not None  # noqa: S314

    def test_a_calendar_is_read_by_other_programs(self, authority, rf):
        ChallengePageFactory(authority=authority, title=f"Damp {DIRTY}")
        request = rf.get("/challenges/calendar.ics", headers={"host": authority.hostname})
        made = icalendar.Calendar.from_ical(calendar(request, "/challenges/").content)
        (event,) = made.walk("VEVENT")
        assert event["summary"] == "Closes: Damp Acme\nLtd"

    def test_a_pdf_is_made_of_it(self, authority):
        page = ChallengePageFactory(authority=authority)
        sent = ApplicationFactory(
            page=page, business_name=DIRTY, consented_at=timezone.now(), contact_name="\uf0b7 Ada"
        )
        assert as_pdf(sent, page).startswith(b"%PDF")


@pytest.fixture
def browse_feed(client, authority):
    """Return a function that reads a path of the authority's site."""
    return lambda path: client.get(path, headers={"host": authority.hostname}).content
