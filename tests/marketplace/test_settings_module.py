"""Production is never silently development: which settings hold, and who says so."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from marketplace.env import DEVELOPMENT, PRODUCTION

pytestmark = pytest.mark.one_database

WHICH = "import django; from django.conf import settings; print(settings.SETTINGS_MODULE)"
FULL = """\
DJANGO_SETTINGS_MODULE=marketplace.settings.production
SECRET_KEY_FILE={secret}
ALLOWED_HOSTS=example.org
DATABASE_URL=sqlite:///:memory:
EMAIL_URL=smtp://localhost
ADMIN_BASE_URL=https://example.org
"""


@pytest.fixture
def run(tmp_path):
    """Return a function that runs Python in the project, with what stands in `.env`."""

    def run(*arguments, dotenv="", **variables):
        (tmp_path / "env").write_text(dotenv)
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ["PATH"], "ENV_FILE": str(tmp_path / "env"), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def production(tmp_path):
    """What `.env` holds of a server; its key has a file of its own, with a line's end."""
    (tmp_path / "key").write_text("k" * 60 + "\n")
    return FULL.format(secret=tmp_path / "key")


def test_a_command_has_the_settings_that_the_file_names(run, production):
    found = run("manage.py", "shell", "-v0", "-c", WHICH, dotenv=production)
    assert found.stdout.strip() == PRODUCTION, found.stderr


def test_the_server_has_them_too(run):
    found = run(
        "-c",
        f"import marketplace.wsgi; {WHICH}",
        dotenv="DJANGO_SETTINGS_MODULE=marketplace.settings.test\n",
    )
    assert found.stdout.strip() == "marketplace.settings.test", found.stderr


def test_the_environment_is_asked_before_the_file(run, production):
    found = run(
        "manage.py",
        "shell",
        "-v0",
        "-c",
        WHICH,
        dotenv=production,
        DJANGO_SETTINGS_MODULE=DEVELOPMENT,
    )
    assert found.stdout.strip() == DEVELOPMENT, found.stderr


def test_without_a_word_a_command_is_developments(run):
    assert run("manage.py", "shell", "-v0", "-c", WHICH).stdout.strip() == DEVELOPMENT


def test_a_secret_that_would_be_passed_over_stops_a_command_and_it_says_what_to_do(run):
    found = run("manage.py", "check", dotenv="SECRET_KEY=abc\n")
    assert found.returncode == 1
    assert "SECRET_KEY would be passed over" in found.stderr
    assert f"DJANGO_SETTINGS_MODULE={PRODUCTION}" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("command", [["manage.py", "check"], ["-c", "import marketplace.wsgi"]])
def test_settings_that_are_not_there_are_named(run, command):
    found = run(*command, dotenv="DJANGO_SETTINGS_MODULE=marketplace.settings.prodution\n")
    assert found.returncode == 1
    assert "marketplace.settings.prodution, which is not there" in found.stderr


def test_gunicorn_shows_the_public_no_page_of_development(run):
    found = run(
        "-c",
        "import marketplace.wsgi",
        dotenv=f"DJANGO_SETTINGS_MODULE={DEVELOPMENT}\n",
        SERVER_SOFTWARE="gunicorn/27.0.0",
    )
    assert found.returncode == 1
    assert "gunicorn serves the public" in found.stderr


def test_the_file_of_a_secret_that_cannot_be_read_is_named(run, production, tmp_path):
    (tmp_path / "key").unlink()
    found = run("manage.py", "check", dotenv=production)
    assert found.returncode == 1
    assert f"SECRET_KEY_FILE names {tmp_path / 'key'}: No such file" in found.stderr
