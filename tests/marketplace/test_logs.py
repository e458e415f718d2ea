"""What the log never holds."""

import logging

import pytest
from django.conf import settings
from django.utils.log import configure_logging

from marketplace.logs import hide_private_addresses

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


def test_so_is_the_link_of_an_invitation():
    event = {"event": "GET /admin/invitation/s3cr3t-s3cr3t/ 200"}
    hidden = hide_private_addresses(None, "info", event)["event"]
    assert hidden == "GET /admin/invitation/…/ 200"


def test_djangos_own_entries_are_written_without_it(client, authority, capsys):
    configure_logging("logging.config.dictConfig", settings.LOGGING)
    client.get("/applications/s3cr3t-s3cr3t/", headers={"host": authority.hostname})
    written = capsys.readouterr().err
    assert "/applications/…/" in written
    assert "s3cr3t" not in written
    logging.getLogger().handlers.clear()
