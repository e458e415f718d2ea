"""What production says to browsers with every page, graded; and the scripts of Wagtail's own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail
import wagtail_modeladmin
from django.conf import settings as own_settings
from django.http import HttpResponse

from authorities.models import Role
from marketplace.middleware import ContentSecurityPolicyMiddleware
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OVERRIDES = Path(own_settings.BASE_DIR) / "marketplace" / "templates"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "marketplace.settings.production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "*",
    "DATABASE_URL": "sqlite:///:memory:",
    "EMAIL_URL": "smtp://localhost",
    "ADMIN_BASE_URL": "https://example.org",
}
SHOWN = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "KNOWN_", "X_FRAME_", "MIDDLEWARE")
SHOW = (
    "import json; from django.conf import settings as s; print(json.dumps({n: getattr(s, n)"
    f" for n in dir(s) if n.startswith({SHOWN})}}, default=str))"
)


@pytest.fixture(scope="module")
def production():
    """What production's settings say of headers and cookies."""
    shown = subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**os.environ, **PRODUCTION},
        cwd=own_settings.BASE_DIR,
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(shown.stdout)


@pytest.fixture
def open_page(client, authority, settings, production):
    for name, value in production.items():
        if name not in ("SECURE_PROXY_SSL_HEADER", "MIDDLEWARE"):
            setattr(settings, name, value)
    page = ChallengePageFactory(authority=authority)

    def get():
        return client.get(
            page.get_url_parts()[2], secure=True, headers={"host": authority.hostname}
        )

    return get


def directives(response) -> dict[str, set[str]]:
    policy = response["Content-Security-Policy"]
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


def test_a_public_page_has_every_header_that_guards_its_reader(open_page):
    response = open_page()
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    policy = directives(response)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == {"'none'"}
    assert policy["object-src"] == {"'none'"}
    assert policy["form-action"] == policy["script-src"] == policy["style-src"] == {"'self'"}
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "http:" not in response["Content-Security-Policy"]


def test_its_cookies_belong_to_this_host_and_no_script_reads_them(open_page, client):
    open_page()
    client.get("/account/sign-in/", secure=True)
    assert client.cookies
    for name, cookie in client.cookies.items():
        assert name.startswith("__Host-")
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert cookie["samesite"] == "Lax"


def test_a_static_file_has_the_policy_too(client, settings, production, tmp_path):
    (tmp_path / "page.css").write_text("main {}")
    settings.STATIC_ROOT = tmp_path
    settings.MIDDLEWARE = production["MIDDLEWARE"]
    response = client.get("/static/page.css")
    assert b"".join(response.streaming_content) == b"main {}"
    assert directives(response)["frame-ancestors"] == {"'none'"}
    assert response["X-Content-Type-Options"] == "nosniff"


def test_what_has_a_policy_of_its_own_is_embedded_nowhere_either(rf):
    def file(request):
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})

    policy = directives(ContentSecurityPolicyMiddleware(file)(rf.get("/documents/1/a.pdf")))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == {"'none'"}
    assert "sandbox" in policy


def test_without_tls_one_is_sent_to_it_and_gets_no_page(open_page, client, authority):
    response = client.get("/", headers={"host": authority.hostname})
    assert response.status_code == 301
    assert response.url.startswith("https://")


def test_no_script_runs_in_the_admin_but_files_of_ours_and_what_has_the_sessions_nonce(
    client, authority
):
    client.force_login(UserFactory.working_for(authority, Role.EDITOR))
    response = client.get("/admin/", headers={"host": authority.hostname})
    scripts = directives(response)["script-src"]
    assert "'self'" in scripts
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert directives(response)["object-src"] == directives(response)["base-uri"] == {"'none'"}
    (nonce,) = scripts - {"'self'"}
    again = client.get("/admin/", headers={"host": authority.hostname})
    assert nonce in directives(again)["script-src"]
    client.force_login(UserFactory.working_for(authority, Role.EDITOR))
    other = client.get("/admin/", headers={"host": authority.hostname})
    assert nonce not in directives(other)["script-src"]


def test_the_editors_own_scripts_carry_it(client, authority):
    client.force_login(UserFactory.working_for(authority, Role.EDITOR))
    page = ChallengePageFactory(authority=authority)
    response = client.get(f"/admin/pages/{page.pk}/edit/", headers={"host": authority.hostname})
    (nonce,) = directives(response)["script-src"] - {"'self'"}
    assert "<script>" not in response.text
    assert f'<script nonce="{nonce[7:-1]}">' in response.text


def own_scripts() -> dict[str, str]:
    """Return each template of Wagtail's that holds a script of its own, by its name."""
    found = {}
    for package in (wagtail, wagtail_modeladmin):
        for path in Path(package.__file__).parent.rglob("templates/**/*.html"):
            text = path.read_text()
            if "<script>" in text and "contrib/search_promotions" not in str(path):
                found[str(path).partition("/templates/")[2]] = text
    return found


def test_each_of_wagtails_templates_with_a_script_has_one_of_ours_that_differs_by_the_nonce_alone():
    overridden = {
        str(path.relative_to(OVERRIDES)): path.read_text() for path in OVERRIDES.rglob("*.html")
    }
    plain = {
        name: text.replace(' nonce="{% script_nonce %}"', "")
        .replace("{% load script_tags %}", "")
        .replace(" script_tags %}", " %}")
        .strip()
        for name, text in overridden.items()
    }
    assert plain == {name: text.strip() for name, text in own_scripts().items()}
