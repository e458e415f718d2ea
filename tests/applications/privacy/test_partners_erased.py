"""Partners' people go with the lead's; at the end of its time so do their businesses."""

import io
import json
import zipfile

from django.utils import timezone
from post_office.models import Email

from applications.models import Application, Draft, Partner, SentPartner
from applications.portal.data_copies import as_archive
from applications.privacy.anonymise import anonymise
from applications.privacy.erasure import erase
from applications.submission.partners import leave
from applications.workflow.legal_holds import set_hold
from authorities.models import Role
from tests.applications.privacy.test_retention import everything_kept
from tests.factories import ChallengePageFactory, UserFactory
from tests.factories.partners import FACTS, send_together
from tests.history import faults_once_sealed


def test_an_erasure_takes_every_contact_and_leaves_the_businesses(authority):
    page = ChallengePageFactory(authority=authority)
    application = send_together(page, FACTS)
    leave(application.partners.get(), "Lee Wong is ill.", page=page, now=timezone.now())
    erase(application.draft)
    kept = everything_kept()
    assert "Lee Wong" not in kept
    assert "lee@example.net" not in kept
    assert SentPartner.objects.get().business_name == "Lee Data Ltd"
    assert not Partner.objects.exists()
    assert not Email.objects.filter(to="lee@example.net").exists()
    assert faults_once_sealed(page) == []


def test_when_its_time_is_over_nothing_of_a_partner_is_left(authority):
    page = ChallengePageFactory(authority=authority)
    application = send_together(page, FACTS)
    application.refresh_from_db()
    anonymise(application, now=timezone.now())
    kept = everything_kept()
    for known in ("Lee Data", "Lee Wong", "SC123456", "B2 2BB", "lee@example.net"):
        assert known not in kept
    assert SentPartner.objects.count() == 1
    assert faults_once_sealed(page) == []


def test_the_leads_copy_of_the_data_has_its_partners(authority):
    application = send_together(ChallengePageFactory(authority=authority), FACTS)
    with zipfile.ZipFile(io.BytesIO(as_archive(application.draft))) as archive:
        kept = json.loads(archive.read("data.json"))
    assert kept["partners"][0]["business_name"] == "Lee Data Ltd"
    assert kept["sent_partners"][0]["agreed"]


def test_a_partner_has_its_own_people_erased_and_the_lead_is_told(authority, prove, post, browse):
    page = ChallengePageFactory(authority=authority)
    application = send_together(page, FACTS, email="sam@example.org")
    path = application.draft.partners.get().private_path
    prove("lee@example.net")
    assert "What was sent keeps the name of your business" in browse(f"{path}erase/").text
    assert Partner.objects.exists()
    assert "It is erased" in post(f"{path}erase/").text
    assert browse(path).status_code == 404
    kept = everything_kept()
    assert "Lee Wong" not in kept
    assert SentPartner.objects.get().email == ""
    assert Application.objects.get().email == "sam@example.org"
    assert Draft.objects.get().has_unsent_changes
    assert Email.objects.filter(to="sam@example.org", subject__contains="data erased").exists()
    assert faults_once_sealed(page) == []


def test_what_a_legal_hold_covers_stays_whole(authority, prove, post):
    page = ChallengePageFactory(authority=authority)
    application = send_together(page, FACTS)
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    set_hold(application, whole_page=False, reason="Court.", by=manager)
    prove("lee@example.net")
    answer = post(f"{application.draft.partners.get().private_path}erase/")
    assert answer.status_code == 409
    assert SentPartner.objects.get().contact_name == "Lee Wong"
