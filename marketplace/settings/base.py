"""What holds in every environment."""

from datetime import timedelta

import structlog
from django.utils.translation import gettext_lazy as _

from marketplace import env as environment
from marketplace.env import BASE_DIR, VAR_DIR, env
from marketplace.logs import hide_private_addresses

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
    "django.middleware.security.SecurityMiddleware",
    "marketplace.middleware.TextGZipMiddleware",
    "marketplace.middleware.ContentSecurityPolicyMiddleware",
    "marketplace.page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "businesses.sign_in.middleware.admin_needs_password",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
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
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "authorities.User"
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "/applications/"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "businesses.sign_in.session.CodeBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Businesses sign in by a code that is sent to their address; staff by password, in the admin.
ACCOUNT_ADAPTER = "businesses.sign_in.session.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"length": 6, "numeric": True, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# By the address that codes go to (key) and by network address (ip), behind which many may sit.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "3/m/key,10/h/key,20/m/ip,100/h/ip",
    "confirm_login_code": "10/15m/key",
}

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
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
MEDIA_URL = "/media/"
PRIVATE_MEDIA_ROOT = env.path("PRIVATE_MEDIA_ROOT", default=str(VAR_DIR / "private"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What applicants upload: no URL, served only by a view that asks who wants it.
    "private": {
        "BACKEND": "applications.files.storage.PrivateStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640

# Mail waits in the database and the worker sends it, so that a dead mail server loses nothing.
EMAIL_BACKEND = "post_office.EmailBackend"
POST_OFFICE = {
    "BACKENDS": {"default": environment.email()["EMAIL_BACKEND"]},
    "DEFAULT_PRIORITY": "medium",
    "MAX_RETRIES": 12,
    "RETRY_INTERVAL": timedelta(minutes=5),  # the first gap: applications/mail_queue.py grows it
    # A worker that is killed sends at most so many a second time.
    "BATCH_SIZE": env.int("MAIL_BATCH", default=1),
    "MESSAGE_ID_ENABLED": True,
}
# One worker of this installation sends at a time.
MAIL_LOCK = VAR_DIR / "mail"
vars().update({k: v for k, v in environment.email().items() if k != "EMAIL_BACKEND"})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="marketplace@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

WAGTAIL_SITE_NAME = "Challenge marketplace"
WAGTAILADMIN_BASE_URL = env.str("ADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True

# Applications: what one may upload, and how often one may send.
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=10 * 1024 * 1024)
APPLICATIONS_PER_HOUR = env.int("APPLICATIONS_PER_HOUR", default=20)
# How many seconds counts of views wait in memory, so that many are one statement.
VIEW_COUNT_SECONDS = 2
# How often one address may ask about a brief.
QUESTIONS_PER_HOUR = env.int("QUESTIONS_PER_HOUR", default=10)
# How many addresses one network address can let follow challenges.
FOLLOWS_PER_HOUR = env.int("FOLLOWS_PER_HOUR", default=20)
# A browser in which somebody has signed in is known by this cookie.
KNOWN_BROWSER_COOKIE_NAME = "known"
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
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "marketplace.views.csrf_failure"

# Every entry, ours and the libraries', goes the same way to the standard error.
_before_output: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    hide_private_addresses,
]
structlog.configure(
    processors=[*_before_output, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.stdlib.ExtraAdder(allow=["status_code"]),
                *_before_output,
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer()
                if env.bool("LOG_AS_JSON", default=False)
                else structlog.dev.ConsoleRenderer(colors=False),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would log everything twice, and to people by mail.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["console"], "propagate": False},
        "post_office": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        # The search says itself when its engine fails, and when it is tried again.
        "elastic_transport": {"level": "ERROR"},
        "wagtail": {"level": "WARNING"},
    },
}

DEMONSTRATION_ALLOWED = False

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
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "frame-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "object-src": ["'none'"],
    }
}
