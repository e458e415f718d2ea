"""Settings, security headers, and what production refuses."""

import json
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from marketplace import env as environment
from marketplace.settings import base

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).parents[2]
REQUIRED = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "example.org",
    "DATABASE_URL": "sqlite:///:memory:",
    "EMAIL_URL": "smtp://localhost",
    "ADMIN_BASE_URL": "https://example.org",
}


def run(*arguments, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "marketplace.settings.production"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("query", "options"), [("", "-c jit=off"), ("?options=-c%20jit%3Don", "-c jit=on")]
)
def test_postgresql_compiles_no_queries_unless_its_address_says_so(monkeypatch, query, options):
    monkeypatch.setenv("DATABASE_URL", f"postgres://127.0.0.1/marketplace{query}")
    assert environment.database(default="")["OPTIONS"]["options"] == options


@pytest.mark.parametrize("name", REQUIRED)
def test_production_refuses_to_start_without_its_secrets_and_names_what_is_missing(name):
    found = run("manage.py", "check", **{key: REQUIRED[key] for key in REQUIRED if key != name})
    assert found.returncode != 0
    assert name in found.stderr
    assert all(other not in found.stderr.splitlines()[-1] for other in REQUIRED if other != name)


def test_production_is_clean_by_djangos_own_checks():
    found = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **REQUIRED)
    assert found.returncode == 0, found.stderr


def test_production_asks_for_a_second_factor_and_keeps_its_cookies_to_its_host():
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "KNOWN_BROWSER_COOKIE_NAME")
    told = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.utils.module_loading import import_string\n"
        f"print(*(getattr(settings, name) for name in {names}))\n"
        "print(import_string(settings.MESSAGE_STORAGE).storage_classes[0].cookie_name)\n"
        "print(settings.STAFF_SECOND_FACTOR, settings.SESSION_COOKIE_SECURE)\n"
        "print(settings.AUTH_PASSWORD_VALIDATORS[-1]['NAME'].rsplit('.')[-1])\n"
    )
    found = run("-c", told, **REQUIRED).stdout.splitlines()
    assert found == [
        "__Host-sessionid __Host-csrftoken __Host-known",
        "__Host-messages",
        "True True",
        "BreachedPasswordValidator",
    ]


def test_the_demonstration_cannot_be_loaded_under_production_settings():
    found = run("manage.py", "load_demo", **REQUIRED)
    assert found.returncode != 0
    assert "under development settings only" in found.stderr


def test_the_mailbox_of_a_development_machine_is_no_part_of_production(client, authority):
    assert client.get("/mail/", headers={"host": authority.hostname}).status_code == 404


def test_every_migration_is_there():
    found = run(
        "manage.py",
        "makemigrations",
        "--check",
        "--dry-run",
        DJANGO_SETTINGS_MODULE="marketplace.settings.test",
    )
    assert found.returncode == 0, found.stdout


class TestHeaders:
    def test_the_public_pages_run_no_inline_script_and_load_nothing_from_elsewhere(
        self, authority, browse
    ):
        response = browse("/")
        policy = response["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert " style=" not in response.text
        assert "onclick" not in response.text
        # The one script without a file is data, which no browser runs.
        inline = re.findall(r"<script(?![^>]* src=)[^>]*>", response.text)
        assert inline == ['<script type="application/ld+json">']
        names = {"http://www.w3.org", "https://schema.org"}
        hosts = set(re.findall(r"https?://[\w.:-]+", response.text)) - names
        assert hosts == {authority.root_url}

    def test_the_looser_policy_is_for_the_admin_alone(self, authority, browse):
        assert "'unsafe-inline'" in browse("/admin/login/")["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("header", "value"),
        [
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ],
    )
    def test_browsers_are_told_to_be_careful(self, authority, browse, header, value):
        assert browse("/")[header] == value

    def test_reading_sets_no_cookie(self, authority, browse):
        for path in ("/", "/challenges/", "/search/?q=damp", "/privacy/"):
            assert not browse(path).cookies, path


def test_static_files_have_their_content_in_their_names_and_are_kept_for_good(
    rf, settings, tmp_path
):
    (tmp_path / "page.0123456789ab.css").write_text("main {}")
    manifest = {"version": "1.1", "paths": {"page.css": "page.0123456789ab.css"}, "hash": ""}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": base.STORAGES["staticfiles"]}
    sent = WhiteNoiseMiddleware(lambda request: HttpResponse())(
        rf.get("/static/page.0123456789ab.css")
    )
    assert sent["Cache-Control"] == "max-age=315360000, public, immutable"
