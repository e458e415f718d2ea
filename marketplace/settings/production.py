"""A public server. Refuses to start without its secrets, naming what is missing."""

from marketplace.env import env, refuse_if_missing, required
from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.base import AUTH_PASSWORD_VALIDATORS, MIDDLEWARE, PROXY_COUNT

DEBUG = False
SECRET_KEY = required("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",") if host.strip()]
required("DATABASE_URL")
required("EMAIL_URL")
required("ADMIN_BASE_URL")
refuse_if_missing()

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Browsers take these from this host alone, by HTTPS alone, for every path.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
KNOWN_BROWSER_COOKIE_NAME = "__Host-known"
MESSAGE_STORAGE = "authorities.http.message_cookie.HostMessages"

STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=True)
if env.bool("CHECK_BREACHED_PASSWORDS", default=True):
    AUTH_PASSWORD_VALIDATORS = [
        *AUTH_PASSWORD_VALIDATORS,
        {"NAME": "authorities.sign_in.passwords.strength.BreachedPasswordValidator"},
    ]

LOG_REQUESTS = env.bool("LOG_REQUESTS", default=True)

# Static files are served by the application itself, right after the two of the security headers.
_static = MIDDLEWARE.index("marketplace.middleware.ContentSecurityPolicyMiddleware") + 1
MIDDLEWARE = [
    *MIDDLEWARE[:_static],
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *MIDDLEWARE[_static:],
]
