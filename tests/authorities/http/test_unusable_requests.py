"""What no browser sends breaks nothing."""

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.test import RequestFactory

from authorities.http.unusable_requests import UnusableRequestMiddleware
from authorities.models import Role, SecurityEvent, User
from authorities.sign_in.events import record_event
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_form_without_its_fields_is_a_bad_request(sign_in, authority):
    client = sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
    path = f"/admin/settings/authorities/authoritysettings/{authority.pk}/"
    assert client.post(path, {"name": "Brum"}).status_code == 400


def test_only_what_the_request_lacks_is_its_fault():
    middleware = UnusableRequestMiddleware(lambda request: None)
    request = RequestFactory().get("/")
    with pytest.raises(KeyError) as missing:
        QueryDict("")["count"]
    with pytest.raises(BadRequest):
        middleware.process_exception(request, missing.value)
    assert middleware.process_exception(request, KeyError("count")) is None


@pytest.mark.parametrize("key", ["all", "[]", "0000-00-00"])
def test_what_is_no_key_leads_nowhere(sign_in, authority, key):
    client = sign_in(UserFactory.working_for(authority, Role.EDITOR))
    assert client.get(f"/admin/images/chooser/chosen/{key}/").status_code == 404


def test_a_value_error_of_our_own_stays_one():
    middleware = UnusableRequestMiddleware(lambda request: None)
    request = RequestFactory().get("/")
    assert middleware.process_exception(request, ValueError("This is no month.")) is None


def test_what_others_need_is_not_deleted_and_the_page_says_so(sign_in, authority):
    member = UserFactory.working_for(authority, Role.EDITOR)
    client = sign_in(UserFactory(is_superuser=True, is_staff=True))
    record_event(SecurityEvent.Kind.SIGNED_IN, person=member)
    answer = client.post(f"/admin/users/delete/{member.pk}/", follow=True)
    assert "other records name it" in answer.text
    assert User.objects.filter(pk=member.pk).exists()
