"""All that an installation keeps is the same elsewhere, or nothing is touched."""

import shutil
import subprocess

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from post_office.models import STATUS, Email

from marketplace.backups import database, making
from marketplace.backups.files import walk
from marketplace.health import restore_mark
from tests.factories import ChallengePageFactory, filled_in
from tests.marketplace.backups.places import Elsewhere, own_folders

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


# Filled anew, here and there.
INDEX = (
    "site_search_beginnings",
    "site_search_indexedword",
    "site_search_reindexing",
    "site_search_words",
    "wagtailsearch_indexentry",
)


@pytest.fixture
def here(authority, client, settings, tmp_path):
    """An application, with a file in each storage; its receipt waits."""
    own_folders(settings, tmp_path / "here")
    page = ChallengePageFactory(authority=authority)
    client.post(page.url, filled_in(page), headers={"host": authority.hostname})
    for storage in ("default", "renditions", "private"):
        storages[storage].save(f"one/plän “{storage}”.txt", ContentFile(b"x" * 3000))
    return page


@pytest.fixture
def elsewhere(tmp_path):
    made = Elsewhere(tmp_path / "elsewhere", connection.settings_dict["NAME"].rpartition("/")[2])
    yield made
    made.drop()


def back_up(folder, *options):
    call_command("backup", str(folder), *options)
    (archive,) = folder.glob("*.tar*")
    return archive


def own():
    with connection.cursor() as cursor:
        rows = database.counts(cursor)
    files = {f"{storage}/{name}": path.read_bytes().hex() for storage, name, path in walk()}
    return {"rows": rows, "files": files}


def test_rows_files_and_history_are_the_same_elsewhere_and_mail_stays(here, elsewhere, tmp_path):
    before = own()
    archive = back_up(tmp_path)
    assert archive.stat().st_mode & 0o077 == 0
    restored = elsewhere.manage("restore", str(archive))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "the history is whole" in restored.stdout
    assert "1 mails that waited were stopped" in restored.stdout
    there = elsewhere.holds()
    assert there["files"] == before["files"]
    changed = {
        table
        for table, rows in before["rows"].items()
        if there["rows"].get(table) != rows and not table.startswith(INDEX)
    }
    assert changed == set()
    assert not (elsewhere.private / restore_mark.NAME).exists()
    again = elsewhere.manage("restore", str(archive))
    assert again.returncode == 1
    assert "There is an installation here: " in again.stderr
    assert "1 applications" in again.stderr
    assert ", 3 files." in again.stderr
    over = elsewhere.manage("restore", str(archive), "--replace-everything", "--send-waiting-mail")
    assert over.returncode == 0, over.stdout + over.stderr
    assert elsewhere.holds()["files"] == before["files"]
    assert Email.objects.filter(status=STATUS.queued).count() == 1


@pytest.mark.one_database
def test_one_that_was_killed_says_so_serves_nothing_and_ends_when_run_again(
    here, elsewhere, tmp_path, client, settings
):
    archive = back_up(tmp_path)
    elsewhere.private.mkdir()
    (elsewhere.private / restore_mark.NAME).touch()
    settings.PRIVATE_MEDIA_ROOT = elsewhere.private
    response = client.get("/", headers={"host": here.get_site().hostname})
    assert response.status_code == 503
    assert response["Retry-After"]
    assert client.get("/health/ready").json()["parts"]["restore"]["status"] == "failed"
    assert client.get("/health/live").status_code == 200
    assert elsewhere.manage("restore", str(archive)).returncode == 0
    assert client.get("/health/ready").json()["parts"]["restore"]["status"] == "ok"


@pytest.mark.one_database
class TestClosed:
    """By gpg, which every Debian has; by age where it is there."""

    @pytest.fixture
    def key(self, tmp_path, monkeypatch):
        home = tmp_path / "gnupg"
        home.mkdir(mode=0o700)
        monkeypatch.setenv("GNUPGHOME", str(home))
        making_one = [
            "gpg",
            "--batch",
            "--quiet",
            "--passphrase=",
            "--quick-gen-key",
            "ina@example.org",
        ]
        subprocess.run(making_one, check=True, capture_output=True)
        yield "ina@example.org"
        subprocess.run(["gpgconf", "--kill", "all"], check=False)

    def test_a_closed_archive_is_opened_by_its_key_alone(
        self, here, elsewhere, key, tmp_path, monkeypatch
    ):
        archive = back_up(tmp_path, "--gpg", key)
        assert archive.suffix == ".gpg"
        assert b"manifest.json" not in archive.read_bytes()
        (tmp_path / "other").mkdir(mode=0o700)
        with monkeypatch.context() as other:
            other.setenv("GNUPGHOME", str(tmp_path / "other"))
            refused = elsewhere.manage("restore", str(archive))
        assert refused.returncode == 1
        assert "gpg does not open it" in refused.stderr.splitlines()[-1]
        assert not (elsewhere.folder / "db.sqlite3").exists()
        turned = bytearray(archive.read_bytes())
        turned[len(turned) // 2] ^= 1
        (tmp_path / "turned.tar.gpg").write_bytes(turned)
        assert (
            "gpg does not open it"
            in elsewhere.manage("restore", str(tmp_path / "turned.tar.gpg")).stderr
        )
        assert elsewhere.manage("restore", str(archive)).returncode == 0

    def test_a_recipient_whom_nobody_knows_leaves_no_archive(self, here, key, tmp_path):
        with pytest.raises(CommandError, match="refuses the recipient"):
            call_command("backup", str(tmp_path), "--gpg", "nobody@example.org")
        assert list(tmp_path.glob("*.tar*")) == []

    def test_a_program_that_is_not_there_is_named(self, here, tmp_path, monkeypatch):
        monkeypatch.setattr(shutil, "which", lambda name: None)
        with pytest.raises(CommandError, match="age is missing"):
            call_command("backup", str(tmp_path), "--age", "age1xyz")


@pytest.mark.one_database
def test_a_file_that_goes_meanwhile_is_named(here, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(making.files, "referenced", lambda: {("private", "gone.pdf")})
    back_up(tmp_path)
    assert "private/gone.pdf went while it was kept." in capsys.readouterr().err


@pytest.mark.one_database
def test_a_folder_that_is_not_there_is_named(here, tmp_path):
    with pytest.raises(CommandError, match="is no folder"):
        call_command("backup", str(tmp_path / "none"))
