"""The services that an installation stands on, each asked now."""

import smtplib
import ssl
from collections.abc import Iterator
from uuid import uuid4

from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from django.utils import timezone

from authorities.uploads import scanner
from marketplace.checks.finding import Finding, failed, ok, warning
from marketplace.health import clock as clocks
from marketplace.health.parts import missing_migrations
from marketplace.health.waiting import Trouble, ask_cache
from marketplace.worker_state import worker_state
from search.index.catch_up import is_answering

# In seconds: so long a mail server may think.
MAIL_SECONDS = 10
OLDEST_POSTGRESQL = 14
LOCAL = ("", "localhost", "127.0.0.1", "::1")


def database() -> Iterator[Finding]:
    """Say which database answers, and whether it is as new as this version needs."""
    about = "database"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor != "postgresql":
        yield ok(about, "SQLite: for one machine, which also keeps the file.")
    else:
        version = connection.pg_version // 10_000  # type: ignore[attr-defined]
        if version < OLDEST_POSTGRESQL:
            yield failed(about, f"PostgreSQL {version}.", f"Use {OLDEST_POSTGRESQL} or newer.")
        else:
            yield ok(about, f"PostgreSQL {version}.")
        yield from _postgresql()
    if missing := missing_migrations():
        yield failed(about, f"{missing} migrations are missing.", "Run manage.py migrate.")


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (is_almighty,) = cursor.fetchone()
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        has_trigrams = cursor.fetchone() is not None
    if is_almighty:
        yield warning(
            "database",
            "The account may do anything on the server.",
            "Give it a role that owns this one database.",
        )
    host, options = connection.settings_dict["HOST"], connection.settings_dict["OPTIONS"]
    if host not in LOCAL and not host.startswith("/") and "sslmode" not in options:
        yield warning(
            "database",
            "What passes between both machines may be read.",
            "End DATABASE_URL with ?sslmode=verify-full.",
        )
    if has_trigrams:
        yield ok("extensions", "pg_trgm is there.")
    else:
        yield warning(
            "extensions",
            "pg_trgm is missing: the search in a long queue is slow.",
            "Let a role that may do so run CREATE EXTENSION pg_trgm, then see “The queue at "
            "scale” in docs/operations.md.",
        )


def cache() -> Iterator[Finding]:
    """Say whether each cache keeps what is put there."""
    for name in ("default", "pages"):
        key, kept = f"deploy-check-{uuid4().hex}", caches[name]

        def round_trip(key=key, kept=kept) -> bool:
            kept.set(key, "here", timeout=60)
            is_kept = kept.get(key) == "here"
            kept.delete(key)
            return is_kept and kept.get(key) is None

        about = f"cache {name}"
        try:
            keeps, why = ask_cache(round_trip), "It keeps nothing."
        except Trouble:
            keeps, why = False, "It does not answer in time."
        except Exception as error:
            keeps, why = False, f"It does not answer: {type(error).__name__}."
        if keeps:
            yield ok(about, type(kept).__name__)
        else:
            where = (
                "REDIS_URL" if "redis" in type(kept).__module__ else "manage.py createcachetable"
            )
            yield failed(about, why, f"See to {where}.")


def search_engine() -> Iterator[Finding]:
    """Say which engine searches, and whether it answers."""
    about, answers = "search engine", is_answering()
    if answers is None:
        yield ok(about, "the database searches.")
    elif answers:
        yield ok(about, "Elasticsearch answers.")
    else:
        yield failed(
            about,
            "Elasticsearch does not answer; the database searches meanwhile.",
            "See to ELASTICSEARCH_URL, then run manage.py update_index.",
        )


def storage() -> Iterator[Finding]:
    """Write, read and delete a file in each storage."""
    for name in ("default", "renditions", "private"):
        kept, content = storages[name], uuid4().hex.encode()
        about = f"files {name}"
        try:
            path = kept.save(f"deploy-check-{uuid4().hex}.txt", ContentFile(content))
            with getattr(kept, "open_unasked", kept.open)(path) as written:
                is_same = written.read() == content
            kept.delete(path)
            is_gone = not kept.exists(path)
        except Exception as error:
            said = f"cannot be written, read or deleted: {type(error).__name__}."
            yield failed(about, said, "See to the folder's or the bucket's rights and space.")
            continue
        if is_same and is_gone:
            yield ok(about, "writes, reads, deletes.")
        else:
            yield failed(about, "gives back another file.", "See to what stands before it.")


def mail() -> Iterator[Finding]:
    """Greet the mail server as the worker does: with TLS and the password, and send nothing."""
    about, backend = "mail", settings.POST_OFFICE["BACKENDS"]["default"]
    if not backend.endswith("smtp.EmailBackend"):
        yield failed(
            about, f"goes to {backend}.", "Set EMAIL_URL=smtp+tls://user:password@host:587."
        )
        return
    server = EmailBackend(timeout=settings.EMAIL_TIMEOUT or MAIL_SECONDS)
    where = f"{server.host}:{server.port}"
    try:
        server.open()
        server.close()
    except smtplib.SMTPAuthenticationError:
        said = f"{where} refuses the user or the password."
    except ssl.SSLError as error:
        said = f"{where} shows a certificate that is not believed: {error.reason or error}."
    except (OSError, smtplib.SMTPException) as error:
        # smtplib hides which of both it was.
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            said = f"{where} says nothing for {server.timeout} seconds."
        else:
            said = f"{where} does not greet: {type(error).__name__}."
    else:
        if server.host not in LOCAL and not (server.use_tls or server.use_ssl):
            yield warning(about, f"{where} greets, in clear.", "Use smtp+tls:// in EMAIL_URL.")
        else:
            yield ok(about, f"{where} greets.")
        return
    yield failed(about, said, "See to EMAIL_URL; mail waits in the database meanwhile.")


def clock() -> Iterator[Finding]:
    """Compare this machine's clock with the database's."""
    apart = clocks.behind_database()
    if apart is None:
        yield ok("clock", "there is no other to compare it with.")
    elif abs(apart) > clocks.FAR:
        yield failed(
            "clock",
            f"{abs(apart):.0f} seconds {'behind' if apart > 0 else 'ahead of'} the database's.",
            "Let both machines follow NTP: timedatectl set-ntp true.",
        )
    else:
        yield ok("clock", f"{abs(apart):.1f} seconds from the database's.")


def worker() -> Iterator[Finding]:
    """Say whether the worker is alive and keeps up."""
    known, now = worker_state(), timezone.now()
    if known.is_silent(now):
        yield failed(
            "worker",
            "is not running: no mail goes out, and nothing scheduled is published.",
            "Run systemctl start marketplace-worker, or manage.py run_worker as a service.",
        )
    elif known.is_late(now):
        yield warning(
            "worker",
            f"is behind: {known.waiting} wait.",
            "See “The worker is behind” in docs/operations.md.",
        )
    else:
        yield ok("worker", f"is alive; {known.waiting} wait.")


def virus_scanner() -> Iterator[Finding]:
    """Say whether uploads are scanned."""
    if not scanner.is_set():
        yield warning(
            "virus scanner",
            "Uploads are not scanned.",
            "Install clamav-daemon, and set CLAMAV_ADDRESS=/run/clamav/clamd.ctl.",
        )
        return
    try:
        scanner.scan([b"harmless"], seconds=MAIL_SECONDS)
    except scanner.ScanFailed as fault:
        yield failed("virus scanner", str(fault), "See to clamav-daemon, and to CLAMAV_ADDRESS.")
    else:
        yield ok("virus scanner", "answers.")
