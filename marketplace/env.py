"""Every read of the environment, typed and in one place.

`docs/settings.md` is the table of these variables. A variable that production cannot do without
is read with `required`; production collects what is missing and refuses to start. The value of any
can stand in a file of its own, which `<NAME>_FILE` names.
"""

import os
from importlib.util import find_spec
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

DEVELOPMENT, PRODUCTION = "marketplace.settings.development", "marketplace.settings.production"
# Who sets one of these means production.
OF_PRODUCTION_ALONE = ("SECRET_KEY", "ALLOWED_HOSTS")


class Variables(environ.fileaware_mapping.FileAwareMapping):
    """The environment, and the files that it names; the end of a file's last line is no secret."""

    def __getitem__(self, key: str) -> str:
        """Return the value. Raises `ImproperlyConfigured` for a file that cannot be read."""
        try:
            return super().__getitem__(key).rstrip("\r\n")
        except OSError as fault:
            path = os.environ[f"{key}_FILE"]
            raise ImproperlyConfigured(f"{key}_FILE names {path}: {fault.strerror}.") from fault


class Env(environ.Env):
    """Reads variables, of the environment first."""

    ENVIRON = Variables(cache=False)


env = Env()
env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))

# So many are kept in a table; then a third goes.
CACHE_ENTRIES = 2000

missing: list[str] = []


def choose_settings(default: str) -> str:
    """Name the settings module for Django and return it: the environment's, `.env`'s, `default`.

    Raises `ImproperlyConfigured` where it is not there, where variables of production would be
    passed over in silence, and where a server for the public would show development's pages.
    """
    chosen = os.environ.get("DJANGO_SETTINGS_MODULE")
    strays = [name for name in OF_PRODUCTION_ALONE if env.str(name, default="")]
    if not chosen and default == DEVELOPMENT and strays:
        raise ImproperlyConfigured(
            f"{' and '.join(strays)} would be passed over: nothing says which settings hold, and a "
            f"command's are those of development. Set DJANGO_SETTINGS_MODULE={PRODUCTION}, in .env "
            f"beside manage.py or in the environment; or {DEVELOPMENT}, if that is meant."
        )
    chosen = chosen or default
    if not _is_there(chosen):
        raise ImproperlyConfigured(
            f"DJANGO_SETTINGS_MODULE is {chosen}, which is not there: set it to {PRODUCTION} or "
            f"{DEVELOPMENT}, in .env beside manage.py or in the environment."
        )
    if chosen == DEVELOPMENT and os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn"):
        raise ImproperlyConfigured(
            f"gunicorn serves the public, and {DEVELOPMENT} would show how the site is made: set "
            f"DJANGO_SETTINGS_MODULE={PRODUCTION}, or use manage.py runserver."
        )
    return os.environ.setdefault("DJANGO_SETTINGS_MODULE", chosen)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def required(name: str) -> str:
    """Return the variable's value; note its name as missing, for `refuse_if_missing`, if empty."""
    value = env.str(name, default="")
    if not value:
        missing.append(name)
    return value


def refuse_if_missing() -> None:
    """Raise `ImproperlyConfigured` naming every required variable that is not set."""
    if missing:
        raise ImproperlyConfigured(
            "These environment variables must be set in production: " + ", ".join(missing) + "."
        )


def database(*, default: str) -> dict:
    """Return Django's database settings for `DATABASE_URL`, ready for concurrent writers."""
    config = env.db_url("DATABASE_URL", default=default)
    # Opening SQLite and setting it up takes longer than a page that is kept.
    config["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # WAL lets readers go on while one writes; IMMEDIATE makes writers queue, not fail.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
            ),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        # PostgreSQL compiles what it thinks costly, and never counts the rows of small tables: on
        # a small site compiling the navigation's query takes a second of every page.
        config.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
        # In seconds: a server that does not answer is away.
        config["OPTIONS"].setdefault("connect_timeout", 5)
    return config


def cache(name: str) -> dict:
    """Return the settings of the cache of this name: in Redis by `REDIS_URL`, else a table."""
    if url := env.str("REDIS_URL", default=""):
        return {
            "BACKEND": "marketplace.outages.redis.QuietRedisCache"
            if name == "cache"
            else "marketplace.outages.redis.CarefulRedisCache",
            "LOCATION": url,
            "KEY_PREFIX": "" if name == "cache" else name,
            "OPTIONS": {
                # In seconds. A cache that takes longer is none.
                "socket_timeout": 0.3,
                "socket_connect_timeout": 0.3,
                # Its own tries again would wait for seconds.
                "retry": Retry(NoBackoff(), 0),
            },
        }
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": CACHE_ENTRIES},
    }


def search() -> dict:
    """Return the search backends: Elasticsearch by `ELASTICSEARCH_URL`, else the database.

    With Elasticsearch the database is the second one, which answers while it does not.
    """
    # Filled row by row: in one transaction, everybody who publishes would wait for its end.
    database = {"BACKEND": "search.index.engines.database", "ATOMIC_REBUILD": False}
    if url := env.str("ELASTICSEARCH_URL", default=""):
        return {
            "default": {
                "BACKEND": "search.index.engines.elasticsearch",
                "URLS": [url],
                "INDEX_PREFIX": env.str("ELASTICSEARCH_INDEX_PREFIX", default="marketplace"),
                "ATOMIC_REBUILD": True,
                # In seconds: of the one and a half that a reader waits at most, half is the page's.
                "TIMEOUT": 0.75,
                "OPTIONS": {"max_retries": 0, "retry_on_timeout": False},
            },
            "database": database,
        }
    return {"default": database}


def email() -> dict:
    """Return Django's mail settings for `EMAIL_URL`; the console is the embedded default."""
    return env.email_url("EMAIL_URL", default="consolemail://")
