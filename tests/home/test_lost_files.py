"""Pictures whose files are lost, as after a database was restored without them."""

import pytest

from authorities.models import AuthoritySettings
from tests.factories import ChallengePageFactory


@pytest.fixture
def brief(authority, pictures):
    AuthoritySettings.objects.filter(site=authority).update(logo=pictures[1])
    page = ChallengePageFactory(authority=authority, picture=pictures[0], picture_alt="A wall")
    for picture in pictures:
        picture.file.storage.delete(picture.file.name)
    return page


@pytest.mark.parametrize("path", ["/", "/challenges/", None])
def test_a_page_does_without_a_picture_whose_file_is_lost_and_names_the_authority(
    brief, browse, path
):
    response = browse(path or brief.url)
    assert response.status_code == 200
    said = response.content.decode()
    assert "Birmingham City Council" in said
    # A challenge has a card that is drawn for it.
    assert ("og:image" in said) is (path is None)
    assert "/cards/challenges/" in said or path
    assert "not-found" not in said


def test_the_log_names_the_picture_that_is_lost(brief, browse, caplog):
    browse(brief.url)
    assert f"'image': {brief.picture_id}" in caplog.text
    assert "picture_file_missing" in caplog.text
