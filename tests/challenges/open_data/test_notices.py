"""Drafts of notices: what is known, what is missing by name, and nothing that is made up."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from authorities.models import AuthoritySettings, Role
from challenges.models.status import Stage
from challenges.open_data.contracting.releases import note
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, authority):
    """Return a function that opens a path of the admin as an editor of an authority."""

    def get(path, at=authority, role=Role.EDITOR):
        client.force_login(UserFactory.working_for(at, role))
        return client.get(path, headers={"host": authority.hostname})

    return get


@pytest.fixture
def scheduled(authority):
    return ChallengePageFactory(
        authority=authority, scheduled=True, prize_maximum=20_000, summary="£20 – no more."
    )


def path_of(page, kind="engagement"):
    return f"/admin/open-record/{page.pk}/{kind}/"


def test_what_is_missing_is_named_and_leads_to_its_field(scheduled, editor):
    response = editor(path_of(scheduled))
    draft = response.context["draft"]
    missing = {part.label: part.where for part in draft.missing}
    assert list(missing) == [
        "Its unique identifier (PPON)",
        "Its address",
        "When the engagement is intended to close",
        "How suppliers are engaged",
    ]
    for where in missing.values():
        assert where in response.text
        assert editor(where.partition("#")[0], role=Role.PROGRAMME_MANAGER).status_code == 200
    assert "TBC" not in draft.text
    assert "sent to nobody" in draft.text


def test_a_whole_draft_can_be_pasted_and_is_ocds(scheduled, editor, authority):
    AuthoritySettings.objects.filter(site=authority).update(
        ppon="PXYZ-1234-ABCD", postal_address="1 Square\nBirmingham\nB1 1BB"
    )
    scheduled.questions_until = timezone.now() + timedelta(hours=5)
    scheduled.key_dates = [
        ("key_date", {"label": "Open day", "when": "27 March 2027", "text": "At the library"})
    ]
    scheduled.save()
    response = editor(path_of(scheduled))
    draft = response.context["draft"]
    assert draft.missing == []
    assert "£20 – no more." in draft.text.splitlines()
    assert "Open day. 27 March 2027. At the library" in draft.text
    shown = re.search(r'id="draft-ocds"[^>]*>(.*?)</textarea>', response.text, re.DOTALL)[1]
    body = json.loads(unescape(shown))
    assert body["tender"]["status"] == "planning"
    assert body["planning"]["documents"][0]["noticeType"] == "UK2"
    assert body["planning"]["milestones"][0]["dueDate"].startswith("20")
    assert body["buyer"]["id"] == "GB-PPON-PXYZ-1234-ABCD"


def test_a_brief_that_nobody_has_read_yet_has_a_draft_too(authority, editor):
    page = ChallengePageFactory(authority=authority, scheduled=True, live=False)
    page.title = "In the newest draft"
    page.save_revision()
    assert "In the newest draft" in editor(path_of(page)).context["draft"].text


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"is_outside_procurement": True}, "no procurement"),
        ({"opens_at": timezone.now() - timedelta(days=1)}, "has opened"),
        ({"stage": Stage.WITHDRAWN}, "has opened"),
    ],
)
def test_where_there_is_nothing_to_draft_the_address_says_why(scheduled, editor, changed, why):
    for name, value in changed.items():
        setattr(scheduled, name, value)
    scheduled.save()
    response = editor(path_of(scheduled))
    assert response.context["draft"] is None
    assert why in response.text
    assert path_of(scheduled) not in editor("/admin/open-record/").text


def test_a_contract_has_a_summary_of_its_award(record, editor):
    text = editor(path_of(record.done, "award")).context["draft"].text
    assert "Drywall Labs" in text
    assert "£89,000" in text
    assert editor(path_of(record.opened, "award")).context["draft"] is None


def test_nobody_else_reads_a_draft(scheduled, editor, client, browse, other_authority):
    assert editor(path_of(scheduled), at=other_authority).status_code == 404
    assert editor(path_of(scheduled), role=Role.ASSESSOR).status_code == 404
    client.logout()
    assert browse(path_of(scheduled)).status_code == 302


def test_what_is_left_out_of_the_record_is_shown_with_what_to_do(record, editor):
    record.chosen.procurement.decided_on = (timezone.now() - timedelta(days=400)).date()
    record.chosen.procurement.save()
    note([record.done.pk])
    response = editor("/admin/open-record/")
    assert record.done.title in response.text
    assert "dated before the selection" in response.text


def test_outside_procurement_the_record_says_so(record):
    record.opened.is_outside_procurement = True
    record.opened.save()
    note([record.opened.pk])
    body = record.opened.public_releases.last().body
    assert "outside procurement" in body["tender"]["procurementMethodDetails"]
