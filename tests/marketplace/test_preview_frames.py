"""The page editor's preview and checks: framed by the admin alone, at whichever host it is."""

import pytest
from django.urls import reverse

from authorities.models import Role
from tests.challenges.editing.test_editing import typed
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("at", ["authority", "other_authority"])
def test_a_preview_is_framed_by_the_admin_and_can_be_checked(request, client, authority, at):
    here = {"host": request.getfixturevalue(at).hostname}
    page = ChallengePageFactory(authority=authority)
    client.force_login(UserFactory.working_for(authority, Role.EDITOR))
    path = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(path, typed(slug=page.slug), headers=here).json()["is_valid"]
    response = client.get(f"{path}?in_preview_panel=true", headers=here)
    assert response.status_code == 200
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "wagtail-userbar" in response.text
    assert "How might we notice damp early?" in response.text


def test_what_the_public_reads_is_framed_by_nobody_and_has_no_bar(client, authority, browse):
    page = ChallengePageFactory(authority=authority)
    client.force_login(UserFactory.working_for(authority, Role.EDITOR))
    response = browse(page.url)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert "wagtail-userbar" not in response.text
