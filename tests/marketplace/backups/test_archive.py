"""What is restored from: whole, ours, of a version that is known, or not at all."""

import io
import tarfile

import pytest

from marketplace.backups.archive import Unusable, Writer, members, verify
from marketplace.backups.restoring import _judge

pytestmark = pytest.mark.one_database


def archive(**manifest):
    made = io.BytesIO()
    writer = Writer(made, {"database": "sqlite", "migrations": [], **manifest})
    writer.add_database([b"a" * 5000, b"b"])
    writer.add_file("private", "one/plän.pdf", io.BytesIO(b"c" * 9000), 9000)
    writer.close({"rows": {}, "gone": [], "with_files": True})
    return made.getvalue()


def tar_with(**changes):
    """Return a tar whose one member is unlike any of ours."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w|") as tar:
        info = tarfile.TarInfo(changes.pop("name", "manifest.json"))
        for name, value in changes.items():
            setattr(info, name, value)
        tar.addfile(info, io.BytesIO(b""))
    return made.getvalue()


def test_one_that_is_whole_says_what_it_holds():
    found = verify(io.BytesIO(archive()))
    assert found.files == 1
    assert found.content_bytes == 14001
    assert found.names == {"database/00000000", "database/00000001", "files/private/one/plän.pdf"}


@pytest.mark.parametrize("kept", [0, 100, 600, 5000, 15000])
def test_one_that_is_cut_off_is_refused(kept):
    with pytest.raises(Unusable):
        verify(io.BytesIO(archive()[:kept]))


def test_one_of_which_a_bit_is_turned_is_refused():
    whole = archive()
    turned = bytearray(whole)
    turned[whole.index(b"c" * 9000) + 7] ^= 1
    with pytest.raises(Unusable, match="not what was put into it"):
        verify(io.BytesIO(bytes(turned)))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x",
        "/etc/passwd",
        "files/private/../../x",
        "files/x",
        "database/../x",
        "files/private/a\\..\\b",
        "anything",
    ],
)
def test_a_place_outside_is_refused_before_anything_is_read(name):
    with pytest.raises(Unusable, match="outside"):
        list(members(io.BytesIO(tar_with(name=name))))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE])
def test_a_link_or_a_device_is_refused(kind):
    with pytest.raises(Unusable, match="link"):
        list(members(io.BytesIO(tar_with(type=kind, linkname="/etc/passwd"))))


@pytest.mark.parametrize("content", [b"", b"no archive at all" * 100, b"\0" * 20480])
def test_what_is_no_archive_is_refused(content):
    with pytest.raises(Unusable):
        verify(io.BytesIO(content))


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ({"product": "a shop"}, "something else"),
        ({"format": 2}, "format 2"),
        ({"database": "oracle"}, "is of oracle"),
        ({"migrations": [["authorities", "0999_later"]]}, r"newer version.*0999_later.*0"),
    ],
)
def test_one_of_something_else_or_newer_is_refused_with_both_versions(db, manifest, said):
    from django.db import connection

    found = verify(io.BytesIO(archive(**{"database": connection.vendor, **manifest})))
    with pytest.raises(Unusable, match=said):
        _judge(found)
