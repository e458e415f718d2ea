"""What others fetch of the contracting record: packages, page by page, and whole files."""

import json

import pytest
from wagtail.models import PageViewRestriction

from authorities.models import AuthoritySettings
from challenges.models import PublicRelease
from challenges.open_data.contracting import packages
from challenges.open_data.contracting.releases import note
from tests.factories import ChallengePageFactory

pytestmark = pytest.mark.django_db
OCDS = "/data/ocds"


@pytest.fixture
def told(record):
    note([record.opened.pk, record.done.pk])
    return record


def lines_at(browse, path):
    response = browse(path)
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def test_a_package_says_whose_it_is_and_under_which_licence(told, read, authority):
    AuthoritySettings.objects.filter(site=authority).update(ppon="PXYZ-1234-ABCD")
    found = read(f"{OCDS}/releases.json")
    assert found["version"] == "1.1"
    assert found["publisher"]["uid"] == "PXYZ-1234-ABCD"
    assert "open-government-licence" in found["license"]
    assert len(found["releases"]) == PublicRelease.objects.count()
    assert "links" not in found


def test_walking_the_pages_misses_nothing_while_more_is_published(
    told, read, authority, monkeypatch
):
    monkeypatch.setattr(packages, "PER_PAGE", 1)
    seen, path = [], f"{OCDS}/releases.json"
    while path:
        package = read(path)
        seen += [one["id"] for one in package["releases"]]
        path = package.get("links", {}).get("next", "").partition("example.org")[2]
        if len(seen) == 1:
            note([ChallengePageFactory(authority=authority).pk])
    assert len(seen) == len(set(seen)) == PublicRelease.objects.count()
    assert len(read(f"{OCDS}/records.json")["records"]) == 1


def test_a_record_says_what_all_its_releases_say_together(told, read):
    package = read(f"{OCDS}/records/{told.done.translation_key}.json")
    (found,) = package["records"]
    assert found["compiledRelease"]["tag"] == ["compiled"]
    assert found["compiledRelease"]["tender"]["title"] == told.done.title
    assert [one["id"] for one in found["releases"]] == [
        row.body["id"] for row in told.done.public_releases.all()
    ]


def test_the_whole_files_have_what_the_pages_have(told, read, browse):
    pages = [one["id"] for one in read(f"{OCDS}/releases.json")["releases"]]
    assert [one["id"] for one in lines_at(browse, f"{OCDS}/releases.jsonl")] == pages
    assert len(lines_at(browse, f"{OCDS}/records.jsonl")) == 2


def test_what_is_not_for_everybody_is_in_no_package(told, read, browse, other_authority):
    assert read(f"{OCDS}/releases.json", at=other_authority)["releases"] == []
    PageViewRestriction.objects.create(page=told.opened, restriction_type=PageViewRestriction.LOGIN)
    told.done.unpublish()
    assert PublicRelease.objects.exists()
    assert read(f"{OCDS}/releases.json")["releases"] == []
    assert read(f"{OCDS}/records.json")["records"] == []
    assert lines_at(browse, f"{OCDS}/releases.jsonl") == []
    for page in (told.opened, told.done):
        read(f"{OCDS}/records/{page.translation_key}.json", 404)


def test_packages_by_authority(told, read, authority, other_authority):
    AuthoritySettings.objects.filter(site=authority).update(is_listed_elsewhere=True)
    AuthoritySettings.objects.filter(site=other_authority).update(is_shared_marketplace=True)
    both = read(f"{OCDS}/releases.json", at=other_authority)["releases"]
    assert len(both) == PublicRelease.objects.count()
    slug = authority.root_page.slug
    assert len(read(f"{OCDS}/records.json?authority={slug}", at=other_authority)["records"]) == 2
    own = other_authority.root_page.slug
    assert not read(f"{OCDS}/releases.json?authority={own}", at=other_authority)["releases"]
    read(f"{OCDS}/releases.json?authority=nobody", 404)
    read(f"{OCDS}/releases.json?after=x", 404)
