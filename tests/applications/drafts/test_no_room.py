"""A disk that is full, and a storage that is gone: the file is refused, the text is kept."""

import errno

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from authorities.library.keeping import NotKept
from tests.applications.conftest import name_of
from tests.applications.drafts.test_drafts import refresh, section
from tests.applications.files.test_upload_validation import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(params=["full", "gone"])
def no_room(request, monkeypatch, tmp_path):
    """Let the private storage take nothing: after the file was begun, or from the beginning."""
    storage = storages["private"]
    if request.param == "gone":
        (tmp_path / "no folder").write_text("")
        monkeypatch.setattr(storage, "base_location", str(tmp_path / "no folder"))
        monkeypatch.setattr(storage, "location", str(tmp_path / "no folder"))
        return

    def no_space(descriptor, flags):
        raise OSError(errno.ENOSPC, "No space left on device")

    # The file is begun, and nothing more can be written.
    monkeypatch.setattr("django.core.files.storage.filesystem.locks.lock", no_space)


def test_the_file_is_refused_in_a_sentence_and_the_text_is_saved(no_room, saved, post, challenge):
    when, summary = name_of(challenge, "When"), name_of(challenge, "A summary")
    response = post(
        section(saved, "your-plan"),
        {
            summary: SimpleUploadedFile("plan.pdf", PDF, "application/pdf"),
            f"{when}_day": "27",
            "version": "1",
        },
    )
    assert response.status_code == 422
    assert "Choose the file again in a few minutes." in response.text
    assert refresh(saved).typed[f"{when}_day"] == ["27"]
    assert not saved.files.exists()


def test_half_a_file_does_not_stay(no_room):
    storage = storages["private"]
    with pytest.raises(NotKept):
        storage.save("half/plan.pdf", ContentFile(PDF * 10))
    assert not storage.exists("half/plan.pdf")
