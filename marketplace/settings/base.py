"""What holds in every environment."""

import os
from typing import Any

from csp.constants import NONCE
from django.utils.translation import gettext_lazy as _

from authorities.tasks.queues import CODES, INDEXING, LENGTHY, MAIL, OURS, PROMPT, WAGTAILS
from marketplace import env as environment
from marketplace.env import BASE_DIR, VAR_DIR, env
from marketplace.logs import configure_structlog, logging_of
from marketplace.settings.accounts import *  # noqa: F403
from marketplace.settings.files import *  # noqa: F403

INSTALLED_APPS = [
    "marketplace",
    "home",
    "search",
    "challenges",
    "applications",
    "businesses",
    "authorities",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "post_office",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "marketplace.health.views.answer_health",
    "marketplace.metrics.views.answer_metrics",
    "marketplace.request_log.log_requests",
    "authorities.http.moved.keep_method",
    "django.middleware.security.SecurityMiddleware",
    "marketplace.middleware.ContentSecurityPolicyMiddleware",
    "marketplace.middleware.TextGZipMiddleware",
    "marketplace.outages.database.read_once_more",
    "authorities.http.typed_text.TypedTextMiddleware",
    "marketplace.page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "marketplace.request_size.limit_request_size",
    "authorities.http.moved.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "businesses.sign_in.middleware.admin_needs_password",
    "authorities.narrowing.middleware.NarrowAdminMiddleware",
    "authorities.http.unusable_requests.UnusableRequestMiddleware",
    "authorities.deletion_guard.NeededRowsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "authorities.sign_in.middleware.signed_in_for_now",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "authorities.http.moved.MovedPageMiddleware",
]

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "authorities.context_processors.authority",
                "businesses.context_processors.person",
            ],
        },
    },
]

# Files and databases that one installation makes live in one folder that git ignores.
DATABASES = {"default": environment.database(default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
CACHES = {
    "default": environment.cache("cache"),
    "pages": environment.cache("page_cache"),
    # Renditions come with their pictures in one query; a cache would only add to that.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
# Whether pages that everybody reads alike are kept until something in them changes.
PAGE_CACHE = env.bool("PAGE_CACHE", default=True)
WAGTAILSEARCH_BACKENDS = environment.search()
# Empty: the search goes by words alone.
SENTENCE_ENCODER = env.str(
    "SENTENCE_ENCODER", default="search.meaning.universal.UniversalSentenceEncoder"
)
MEANING_ROOT = env.path("MEANING_ROOT", default=str(VAR_DIR / "meaning"))
# Before numpy is loaded: in a server with several workers more threads only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# British English is the source language; another one is a folder in locale/.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("British English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/London")

STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATIC_URL = "/static/"
# A brief with a hundred questions has thousands of fields in the page editor.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="marketplace@localhost")
# What is done later is a row of the database, written with what causes it; a worker takes it.
TASKS = {
    # Wagtail's own: what keeps the search, references and files in step with a row.
    WAGTAILS: {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": [INDEXING]},
    OURS: {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": [CODES, MAIL, PROMPT, LENGTHY],
    },
}
# Mail waits in the database and the worker sends it, so that a dead mail server loses nothing.
EMAIL_BACKEND = "post_office.EmailBackend"
POST_OFFICE: dict[str, Any] = {
    "BACKENDS": {"default": environment.email()["EMAIL_BACKEND"]},
    "DEFAULT_PRIORITY": "medium",
}
# In seconds: how long a mail server may be silent.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
vars().update({k: v for k, v in environment.email().items() if k != "EMAIL_BACKEND"})
SERVER_EMAIL = DEFAULT_FROM_EMAIL

WAGTAIL_SITE_NAME = "Challenge marketplace"
WAGTAILADMIN_BASE_URL = env.str("ADMIN_BASE_URL", default="http://127.0.0.1:8000")
# In the brand of the page that they are about.
WAGTAILADMIN_NOTIFICATION_USE_HTML = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILEMBEDS_FINDERS: list[dict] = []  # nothing is embedded, so the server asks no other for it
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "authorities.forms.rich_text.RichTextArea"}}
# Who approves may correct a word first: that publishes at once, and asks nobody again.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False

# Applications: how often one may send.
APPLICATIONS_PER_HOUR = env.int("APPLICATIONS_PER_HOUR", default=20)
# How many drafts one network may begin: saving is not limited, beginning only against floods.
DRAFTS_PER_HOUR = env.int("DRAFTS_PER_HOUR", default=500)
# How many files one network address can begin to send in an hour: an office on the last day.
UPLOADS_PER_HOUR = env.int("UPLOADS_PER_HOUR", default=600)
# How many seconds counts of views wait in memory, so that many are one statement.
VIEW_COUNT_SECONDS = 2
# How often one address may ask about a brief.
QUESTIONS_PER_HOUR = env.int("QUESTIONS_PER_HOUR", default=10)
# How many addresses one network address can let follow challenges.
FOLLOWS_PER_HOUR = env.int("FOLLOWS_PER_HOUR", default=20)
# How many mails a day strangers can cause to one address, all forms together.
MAILS_BY_STRANGERS = env.int("MAILS_BY_STRANGERS", default=5)
# Under which licence the open record may be used: its address and its name.
OPEN_DATA_LICENCE = env.str(
    "OPEN_DATA_LICENCE",
    default="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)
OPEN_DATA_LICENCE_NAME = env.str("OPEN_DATA_LICENCE_NAME", default="Open Government Licence v3.0")
# What begins the identifiers of contracting processes; registered with the Open Contracting
# Partnership. What has one keeps it.
OCDS_PREFIX = env.str("OCDS_PREFIX", default="ocds-unregistered")
# A folder with the official schema, for checking; without it the project's own profile checks.
OCDS_SCHEMAS = env.str("OCDS_SCHEMAS", default="")
# For how many days the authority's administrators see what happened to accounts.
SECURITY_EVENT_DAYS = env.int("SECURITY_EVENT_DAYS", default=400)
# What signs the heads of the record, where they are written, and whom they are mailed to.
RECORD_KEY = env.str("RECORD_KEY", default="")
RECORD_HEADS_FILE = env.str("RECORD_HEADS_FILE", default=str(VAR_DIR / "record-heads.jsonl"))
RECORD_HEADS_EMAIL = env.str("RECORD_HEADS_EMAIL", default="")
# How many proxies stand in front and can be believed about who asks, and how.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
# Whether the proxy sets X-Request-Start itself, whatever a client says: it decides on deadlines.
TRUST_REQUEST_START = env.bool("TRUST_REQUEST_START", default=False)

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"  # Wagtail lifts it for the page editor's own preview
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # scripts read the token where the page says it
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "marketplace.views.csrf_failure"

# Who reads /metrics: whoever has the token, or asks from one of these networks. Else nobody.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_NETWORKS = env.list("METRICS_NETWORKS", default=[])
METRICS = bool(METRICS_TOKEN or METRICS_NETWORKS)
# Where faults are reported to, in Sentry's protocol. Empty: nowhere.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
# Whether each request is an entry of the log: its view, never its address.
LOG_REQUESTS = env.bool("LOG_REQUESTS", default=False)
configure_structlog()
LOGGING = logging_of(
    {
        # Django's own handlers would log everything twice, and to people by mail.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["console"], "propagate": False},
        "post_office": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        # The search says itself when its engine fails, and when it is tried again.
        "elastic_transport": {"level": "ERROR"},
        "wagtail": {"level": "WARNING"},
    },
    as_json=env.bool("LOG_AS_JSON", default=False),
)

DEMONSTRATION_ALLOWED = False

# No page needs any of these.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
)
# The public site loads its own files only; the page editor also needs what it writes inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'", NONCE],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "frame-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
    }
}
