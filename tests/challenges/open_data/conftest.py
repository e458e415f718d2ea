"""A site with something of everything that can be said in public, and a reader of its data."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from applications.models import Procurement
from applications.models.status import Status
from challenges.models import Amendment, ChallengeCriterion, Directorate, StageChange
from challenges.models.status import Stage
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
    ProgrammePageFactory,
    SuccessStoryPageFactory,
    ThemeFactory,
    UserFactory,
)


@pytest.fixture
def read(browse):
    """Return a function that reads JSON at a path."""

    def get(path, status=200, **kwargs):
        response = browse(path, **kwargs)
        assert response.status_code == status, response.content[:300]
        return response.json()

    return get


@pytest.fixture
def record(authority):
    """A programme with an open challenge and one whose contract is made."""
    theme = ThemeFactory(authority=authority)
    programme = ProgrammePageFactory(
        authority=authority, reach=528, reach_source="The campaign", themes=[theme]
    )
    by = UserFactory()
    around = {
        "authority": authority,
        "programme": programme,
        "themes": [theme],
        "directorate": Directorate.objects.create(authority=authority, name="Adult Social Care"),
        "prize_minimum": 5000,
        "prize_maximum": 20000,
    }
    opened = ChallengePageFactory(**around)
    document = get_document_model().objects.create(
        title="Plan", file=ContentFile(b"A plan.", "plan.txt")
    )
    opened.documents = [("document", {"title": "The plan", "document": document})]
    opened.key_dates = [("key_date", {"label": "Workshop", "when": "27 March 2027", "text": ""})]
    opened.criteria.set([ChallengeCriterion(name="Impact", weight=100, guidance="What changes.")])
    opened.save()
    ClarificationFactory(page=opened)
    Amendment.objects.create(
        challenge=opened,
        actor=by,
        at=timezone.now() - timedelta(days=1),
        text="It closes later.",
        changes=[{"name": "closes_at", "label": "Closing time", "before": "1", "after": "2"}],
    )
    at = timezone.now() - timedelta(hours=2)
    done = ChallengePageFactory(
        **around, closed=True, stage=Stage.PROCURED, stage_changed_at=at, stage_reason="inside"
    )
    StageChange.objects.create(challenge=done, actor=by, at=at, to_stage=Stage.PROCURED)
    chosen = ApplicationFactory(page=done, status=Status.PROCURED)
    ApplicationFactory(page=done, status=Status.NOT_MATCHED)
    Procurement.objects.create(
        application=chosen, owner=by, due_on=at.date(), value=89_000, is_public=True
    )
    story = SuccessStoryPageFactory(
        authority=authority, challenge=done, application=chosen, business_name="Drywall Labs"
    )
    return SimpleNamespace(
        programme=programme, opened=opened, done=done, story=story, chosen=chosen, by=by
    )
