"""What stands between an installation and the public: each line says what to do."""

import os
import signal
import socket
from io import StringIO

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.db import connection

from marketplace.checks import own, services
from marketplace.checks.finding import Verdict, found_by
from marketplace.health import clock
from tests.factories import UserFactory
from tests.search.test_engine_outage import Hung

pytestmark = pytest.mark.django_db


def told(check, about=None):
    """Return what the check says, of one thing if it is named."""
    return [finding for finding in found_by(check) if about in (None, finding.about)]


def verdict(check, about=None):
    found = told(check, about)
    assert all(one.to_do for one in found if one.verdict is not Verdict.OK), found
    return max((one.verdict for one in found), key=list(Verdict).index)


@pytest.fixture
def smtp(settings):
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}
    }
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""

    def at(port):
        settings.EMAIL_PORT = port

    return at


def test_the_command_prints_a_line_for_each_and_ends_with_1_if_one_fails():
    out = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("deploy_check", stdout=out)
    assert ended.value.returncode == 1
    lines = out.getvalue().splitlines()
    assert any(
        line.startswith("FAILED   settings") and "DJANGO_SETTINGS_MODULE=" in line for line in lines
    )
    for about in ("database", "cache default", "files private", "mail", "clock", "worker"):
        assert any(line[9:].startswith(about) for line in lines), about


def test_a_check_that_breaks_has_found_that_and_stops_no_other():
    def the_moon():
        raise OSError("It is behind a cloud.")
        yield

    (found,) = found_by(the_moon)
    assert found.verdict is Verdict.FAILED
    assert str(found).startswith("FAILED   the moon")
    assert "behind a cloud" in found.said


def test_a_database_that_lacks_a_migration_is_found():
    assert verdict(services.database) in (Verdict.OK, Verdict.WARNING)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    assert any("manage.py migrate" in one.to_do for one in told(services.database))


@pytest.mark.postgresql
def test_an_account_that_may_do_anything_and_a_missing_extension_are_found():
    assert any("may do anything" in one.said for one in told(services.database))
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION IF EXISTS pg_trgm CASCADE")
    assert verdict(services.database, "extensions") is Verdict.WARNING


def test_a_redis_that_hangs_is_found_and_one_that_answers_is_well(redis_server):
    assert verdict(services.cache) is Verdict.OK
    os.kill(redis_server.pid, signal.SIGSTOP)
    assert [one.verdict for one in told(services.cache)] == [Verdict.FAILED] * 2
    assert "REDIS_URL" in told(services.cache)[0].to_do


def test_each_storage_is_written_read_and_emptied(settings, tmp_path):
    assert [one.verdict for one in told(services.storage)] == [Verdict.OK] * 3
    (tmp_path / "file").write_text("no folder")
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "applications.files.storage.PrivateStorage",
            "OPTIONS": {"location": str(tmp_path / "file")},
        }
    }
    assert verdict(services.storage, "files private") is Verdict.FAILED


def test_a_mail_server_that_greets_is_well(smtp):
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    server = Controller(object(), hostname="127.0.0.1", port=port)
    server.start()
    smtp(port)
    assert verdict(services.mail) is Verdict.OK
    server.stop()
    assert "ConnectionRefusedError" in told(services.mail)[0].said


def test_one_that_says_nothing_is_found_after_a_time(smtp, settings):
    hung, settings.EMAIL_TIMEOUT = Hung(), 1
    smtp(int(hung.url.rpartition(":")[2]))
    (found,) = told(services.mail)
    assert found.verdict is Verdict.FAILED
    assert found.said.endswith("says nothing for 1 seconds.")
    hung.close()


def test_one_without_tls_is_never_spoken_to_in_clear_where_tls_is_asked(smtp, settings):
    settings.EMAIL_USE_TLS = True
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    server = Controller(object(), hostname="127.0.0.1", port=port)
    server.start()
    smtp(port)
    assert verdict(services.mail) is Verdict.FAILED
    server.stop()


def test_mail_to_the_console_is_none():
    assert verdict(services.mail) is Verdict.FAILED


def test_a_clock_that_is_wrong_is_named_with_by_how_much(monkeypatch):
    assert verdict(services.clock) is Verdict.OK
    monkeypatch.setattr(clock, "behind_database", lambda: -90.0)
    (found,) = told(services.clock)
    assert found.said == "90 seconds ahead of the database's."
    assert found.verdict is Verdict.FAILED


def test_a_dead_worker_is_found(beat):
    assert verdict(services.worker) is Verdict.FAILED
    beat()
    assert verdict(services.worker) is Verdict.OK


def test_a_scanner_is_asked_and_its_absence_said(settings):
    assert verdict(services.virus_scanner) is Verdict.WARNING
    settings.CLAMAV_ADDRESS = "/nowhere/clamd.ctl"
    assert verdict(services.virus_scanner) is Verdict.FAILED


class TestFolders:
    @pytest.fixture
    def places(self, settings, tmp_path):
        for name in ("media", "private", "meaning", "static"):
            (tmp_path / name).mkdir(mode=0o750)
        settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = tmp_path / "media", tmp_path / "private"
        settings.MEANING_ROOT, settings.STATIC_ROOT = tmp_path / "meaning", tmp_path / "static"
        return tmp_path

    def test_are_well_when_closed(self, places):
        assert verdict(own.folders) is Verdict.OK

    def test_a_private_one_that_is_open_to_others_is_found(self, places):
        (places / "private").chmod(0o755)
        assert "chmod o=" in told(own.folders)[0].to_do

    def test_one_that_is_missing_is_found(self, places):
        (places / "media").rmdir()
        assert "MEDIA_ROOT" in told(own.folders)[0].said

    def test_private_files_among_public_ones_are_found(self, places, settings):
        (places / "media" / "private").mkdir(mode=0o750)
        settings.PRIVATE_MEDIA_ROOT = places / "media" / "private"
        assert "shows to everybody" in told(own.folders)[0].said


def test_the_key_that_everybody_knows_is_found(settings):
    assert verdict(own.secrets) is Verdict.FAILED
    settings.SECRET_KEY = "k" * 60
    assert verdict(own.secrets) is Verdict.WARNING
    settings.RECORD_KEY = "r" * 60
    assert verdict(own.secrets) is Verdict.OK


def test_an_authority_whose_host_is_not_allowed_is_found(authority, settings):
    UserFactory(is_superuser=True)
    assert verdict(own.authorities) is Verdict.WARNING  # port 80
    settings.ALLOWED_HOSTS = ["other.example.org"]
    assert any(authority.hostname in one.said for one in told(own.authorities))
    assert verdict(own.authorities) is Verdict.FAILED
