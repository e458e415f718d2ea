"""What the notices say of periods and cookies is what the software does."""

from django.conf import settings

from authorities.models import AuthoritySettings
from tests.signing_in import sign_in_by_code


def test_the_privacy_notice_says_the_authoritys_own_periods(authority, browse):
    text = browse("/privacy/").text
    assert "180 days after the challenge has closed and you last changed it" in text
    assert "6 years after the challenge has closed" in text
    AuthoritySettings.objects.filter(site=authority).update(draft_days=30, years_withdrawn=1)
    text = browse("/privacy/").text
    assert "30 days after the challenge has closed and you last changed it" in text
    assert "1 year after the challenge has closed" in text


def test_the_notice_of_cookies_names_each_that_the_site_sets(authority, browse):
    text = browse("/cookies/").text
    for name in (
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.KNOWN_BROWSER_COOKIE_NAME,
    ):
        assert f'scope="row">{name}<' in text


def test_no_cookie_is_set_that_the_notice_does_not_name(authority, client):
    text = client.get("/cookies/", headers={"host": authority.hostname}).text
    sign_in_by_code(client, "ada@example.com", at=authority)
    client.get("/account/profile/", headers={"host": authority.hostname})
    assert client.cookies
    for name in client.cookies:
        assert f">{name}<" in text or name == "messages"
