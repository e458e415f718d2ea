"""The demonstration programme, as the facts of the first programme have it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone
from wagtail.models import Collection, Page, Site

from applications.models import Application, Decision
from applications.models.status import MATCHED_OR_BEYOND, Status
from authorities.models import AuthoritySettings, Role, User
from authorities.permissions import roles_of
from authorities.scope import authority_of
from challenges.models import ChallengePage, ProgrammePage, PublicRelease, SuccessStoryPage
from challenges.models.status import Stage, Timing
from challenges.open_data.contracting.releases import note_missing
from challenges.presentation.figures import figures_of
from marketplace.demo.loading import DemonstrationRefused, load

pytestmark = pytest.mark.xdist_group("demonstration")


def counts():
    return [
        model.objects.count()
        for model in (Site, Page, User, Application, Decision, SuccessStoryPage)
    ]


@pytest.fixture
def demonstration(db, settings):
    settings.DEMONSTRATION_ALLOWED = True
    # The tests' own authorities have the same names: let them step aside.
    Page.objects.filter(depth=2).update(slug=Concat("slug", Value("-aside")))
    for model in (AuthoritySettings, Group, Collection):
        model.objects.update(name=Concat("name", Value(" aside")))
    return load(port=8000, password="demonstration")


def reads_as_open_contracting(programme: ProgrammePage) -> None:
    """The whole demonstration is valid, and the finished programme has its public numbers."""
    note_missing(timezone.now())
    assert not PublicRelease.objects.filter(is_valid=False).exists()
    public = ChallengePage.objects.readable()
    assert not public.filter(public_releases=None).exists()
    last = [page.public_releases.last().body for page in public.filter(programme=programme)]
    assert len(last) == 5
    assert sum(body["tender"]["numberOfTenderers"] for body in last) == 21
    assert sum(len(body["awards"]) for body in last) == 5
    assert not any(body.get("contracts") for body in last)


def test_the_demonstration(demonstration, client):
    """One long test, because loading takes its time."""
    first = ProgrammePage.objects.get(slug="digital-innovation-in-public-services")
    figures = figures_of(ChallengePage.objects.filter(programme=first), first.reach)
    assert (figures.reached, figures.challenges, figures.applications) == (528, 5, 21)
    assert (figures.matched, figures.selected, figures.procured) == (15, 5, 0)
    for page in first.challenges.all():
        sent = Application.objects.filter(page=page)
        assert sent.filter(status__in=MATCHED_OR_BEYOND).count() == 3
        assert sent.filter(status=Status.SELECTED).count() == 1
        assert page.is_example
    assert first.challenges.filter(stage=Stage.PROCUREMENT_PENDING).count() == 1
    assert first.total_money == 89_000
    reads_as_open_contracting(first)
    assert SuccessStoryPage.objects.live().count() == 2

    now = timezone.now()
    running = ProgrammePage.objects.get(slug="closer-to-home")
    assert running.is_example
    states = [page.state(now) for page in running.challenges.all()]
    assert len(states) == 8
    assert states.count(Timing.OPEN) == 3
    assert {Timing.ANNOUNCED, Stage.ASSESSING, Stage.MATCHED, Stage.WITHDRAWN} <= set(states)
    soonest = min(page.closes_at for page in running.challenges.all() if page.is_open(now))
    assert soonest - now < timedelta(days=2)

    for site in demonstration.sites.values():
        held = {
            role
            for user in User.objects.exclude(is_superuser=True)
            for role in roles_of(user, site)
        }
        assert held == set(Role)
    assert Application.objects.waiting().count() >= 7

    for page in Page.objects.live().filter(depth__gt=1).specific():
        site = authority_of(page)
        address = page.get_url_parts()[2]
        response = client.get(address, headers={"host": f"{site.hostname}:{site.port}"})
        assert response.status_code == 200, page

    before = counts()
    load(port=8000, password="another")
    assert counts() == before


def test_it_is_refused_where_people_rely_on_the_site(db, settings):
    settings.DEMONSTRATION_ALLOWED = False
    before = counts()
    with pytest.raises(DemonstrationRefused):
        load(port=8000, password="demonstration")
    assert counts() == before
