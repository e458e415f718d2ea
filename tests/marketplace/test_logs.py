"""What the log never holds."""

import logging
import runpy

import pytest
import structlog
from django.conf import settings
from django.utils.log import configure_logging

from marketplace.logs import LONGEST_TEXT, bound_texts, hide_private_addresses

pytestmark = pytest.mark.one_database


def test_a_private_address_is_hidden_wherever_it_stands():
    event = {"event": "Not Found: /applications/s3cr3t-s3cr3t/files/7/", "status_code": 404}
    assert hide_private_addresses(None, "warning", event) == {
        "event": "Not Found: /applications/…/files/7/",
        "status_code": 404,
    }


def test_so_is_a_new_contacts_address_in_a_path():
    event = {"event": "GET /applications/s3cr3t/contact/ImFkYUBleGFtcGxlLmNvbSI:x:y/ 200"}
    hidden = hide_private_addresses(None, "info", event)["event"]
    assert hidden == "GET /applications/…/contact/…/ 200"


@pytest.mark.parametrize(
    "address",
    [
        "/applications/partner/s3cr3t/decline/",
        "/assessing/s3cr3t/interests/",
        "/account/following/s3cr3t/confirm/",
        "/admin/invitation/s3cr3t/",
        "/admin/password_reset/confirm/MTI/s3cr3t/",
        "http://host/applications/?next=/applications/s3cr3t/",
    ],
)
def test_so_is_every_other_address_that_holds_a_secret(address):
    hidden = hide_private_addresses(None, "info", {"paths": [address], "event": address})
    assert "s3cr3t" not in str(hidden)


def test_nobodys_mail_address_is_written_whatever_a_database_says():
    event = {"exception": "IntegrityError: Key (email)=(ada.lovelace@example.com) exists."}
    hidden = hide_private_addresses(None, "error", event)["exception"]
    assert hidden == "IntegrityError: Key (email)=(…@example.com) exists."


def test_an_endless_line_is_cut_in_its_middle():
    cut = bound_texts(None, "info", {"event": "a" * 100_000 + "end"})["event"]
    assert len(cut) < LONGEST_TEXT + 50
    assert cut.endswith("end")


def test_what_somebody_typed_begins_no_new_entry(capsys):
    configure_logging("logging.config.dictConfig", settings.LOGGING)
    logging.getLogger("django.request").warning("Not Found: %s", "/a\n2026-11-27 [info] forged\r")
    structlog.get_logger("ours").info("asked", query="b\u2028c\x1b[2J")
    logging.getLogger().handlers.clear()
    written = capsys.readouterr().err
    assert len(written.splitlines()) == 2
    assert r"/a\n2026-11-27 [info] forged\r" in written
    assert "\x1b" not in written


def test_gunicorns_own_log_goes_the_same_way(tmp_path, capsys):
    settings_of_gunicorn = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))
    configure_logging("logging.config.dictConfig", settings_of_gunicorn["logconfig_dict"])
    logging.getLogger("gunicorn.access").info('"GET %s HTTP/1.1" 200', "/applications/s3cr3t/")
    written = capsys.readouterr().err
    assert "/applications/…/" in written
    assert "s3cr3t" not in written


def test_djangos_own_entries_are_written_without_it(client, authority, capsys):
    configure_logging("logging.config.dictConfig", settings.LOGGING)
    client.get("/applications/s3cr3t-s3cr3t/", headers={"host": authority.hostname})
    written = capsys.readouterr().err
    assert "/applications/…/" in written
    assert "s3cr3t" not in written
    logging.getLogger().handlers.clear()
