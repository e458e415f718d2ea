"""What the installation says of itself: settings, secrets, folders, authorities."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.http.request import validate_host
from wagtail.models import Site

from marketplace.checks.finding import Finding, failed, ok, warning
from marketplace.env import BASE_DIR, PRODUCTION
from marketplace.settings import base

SHORTEST_KEY = 50


def which_settings() -> Iterator[Finding]:
    """Say which settings hold, and what Django itself finds in them."""
    about, module = "settings", settings.SETTINGS_MODULE
    if module == PRODUCTION and not settings.DEBUG:
        yield ok(about, module)
    else:
        yield failed(
            about,
            f"{module} holds, and is not for the public.",
            f"Set DJANGO_SETTINGS_MODULE={PRODUCTION} in .env beside manage.py.",
        )
    for found in checks.run_checks(include_deployment_checks=True):
        if not found.is_silenced():
            said = failed if found.level >= checks.ERROR else warning
            yield said(about, f"{found.id}: {found.msg}".splitlines()[0], found.hint or "")
    if settings.SECURE_SSL_REDIRECT and not settings.PROXY_COUNT:
        yield warning(
            about,
            "PROXY_COUNT is 0: behind a proxy that ends TLS every page would lead to itself.",
            "Set PROXY_COUNT=1 if one proxy stands in front.",
        )


def secrets() -> Iterator[Finding]:
    """Say whether the keys are long, of one's own, and kept."""
    about, key = "secrets", settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or "development-only" in key:
        yield failed(
            about,
            "SECRET_KEY is short, or the one that everybody knows.",
            'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(64))".',
        )
    elif not settings.RECORD_KEY:
        yield warning(
            about,
            "RECORD_KEY is not set: the record is signed by a key made of SECRET_KEY.",
            "Set it to another long random text, kept where the database's password is not.",
        )
    else:
        yield ok(about, "SECRET_KEY and RECORD_KEY are set.")
    path = Path(os.environ.get("ENV_FILE", BASE_DIR / ".env"))
    if path.exists() and path.stat().st_mode & stat.S_IRWXO:
        yield failed(
            about,
            f"{path} is open to everybody on this machine.",
            f"Run chmod o= {path.resolve()}.",
        )


def folders() -> Iterator[Finding]:
    """Say of each folder whether it is there, can be written, and is closed to others."""
    about, media = "folders", Path(settings.MEDIA_ROOT).resolve()
    private = Path(str(settings.PRIVATE_MEDIA_ROOT)).resolve()
    written = {
        "MEDIA_ROOT": media,
        "PRIVATE_MEDIA_ROOT": private,
        "MEANING_ROOT": Path(str(settings.MEANING_ROOT)).resolve(),
    }
    faults = 0
    for name, folder in written.items():
        if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            faults += 1
            yield failed(
                about,
                f"{name} ({folder}) is not there, or cannot be written by this account.",
                "Make it, and give it to the account that runs the site.",
            )
    if private.is_dir() and private.stat().st_mode & stat.S_IRWXO:
        faults += 1
        yield failed(
            about,
            f"PRIVATE_MEDIA_ROOT ({private}) is open to everybody on this machine.",
            f"Run chmod o= {private}.",
        )
    for name, public in (("MEDIA_ROOT", media), ("STATIC_ROOT", Path(str(settings.STATIC_ROOT)))):
        if private == public.resolve() or public.resolve() in private.parents:
            faults += 1
            yield failed(
                about,
                f"PRIVATE_MEDIA_ROOT lies in {name}, which the web server shows to everybody.",
                "Move it to a folder beside it.",
            )
    if not faults:
        yield ok(about, "can be written, and private files are closed to others.")


def static_files() -> Iterator[Finding]:
    """Say whether styles and scripts were collected."""
    about = "static files"
    if settings.STORAGES["staticfiles"] != base.STORAGES["staticfiles"]:
        return
    if (Path(str(settings.STATIC_ROOT)) / "staticfiles.json").exists():
        yield ok(about, "were collected.")
    else:
        yield failed(about, "were not collected.", "Run manage.py collectstatic --no-input.")


def authorities() -> Iterator[Finding]:
    """Say whether each authority is served at its host, by HTTPS, and whether anybody is in."""
    about, sites = "authorities", list(Site.objects.order_by("pk"))
    for site in sites:
        if not validate_host(site.hostname, settings.ALLOWED_HOSTS):
            yield failed(
                about,
                f"{site.hostname} is not among ALLOWED_HOSTS: it answers 400.",
                "Add it there, and start the web server again.",
            )
        elif site.port != 443:
            yield warning(
                about,
                f"{site.hostname} has port {site.port}: addresses in mail begin so.",
                "Set the port to 443 under Settings, Sites.",
            )
    if not get_user_model().objects.filter(is_superuser=True, is_active=True).exists():
        yield warning(about, "Nobody administers it.", "Run manage.py createsuperuser.")
    if not sites:
        yield warning(about, "There is none.", "Run manage.py create_authority.")
    else:
        yield ok(about, ", ".join(site.hostname for site in sites))
