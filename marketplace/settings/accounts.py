"""Who signs in, and how: staff by password and second factor, businesses by code."""

from marketplace.env import env

AUTH_USER_MODEL = "authorities.User"
LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/applications/"
# One mailbox may have two accounts; `get_by_natural_key` knows which a password opens.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "businesses.sign_in.session.CodeBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "authorities.sign_in.passwords.strength.OwnWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 72 * 3600
# Of the person's own page: there the password is asked for again, and both addresses are told.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = True
# Nobody types a password for another, not even a superuser: people are invited.
WAGTAILUSERS_PASSWORD_ENABLED = False

# Staff show a second factor: a code of an app, a passkey of this host, or a recovery code.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)
MFA_ADAPTER = "authorities.sign_in.second_factor.adapter.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute wrong
# In seconds: how long a session may rest, and how long it may last.
STAFF_SESSION_IDLE = env.int("STAFF_SESSION_IDLE", default=3600)
STAFF_SESSION_LIMIT = env.int("STAFF_SESSION_LIMIT", default=12 * 3600)
BUSINESS_SESSION_IDLE = env.int("BUSINESS_SESSION_IDLE", default=24 * 3600)
BUSINESS_SESSION_LIMIT = env.int("BUSINESS_SESSION_LIMIT", default=14 * 24 * 3600)
SESSION_COOKIE_AGE = max(STAFF_SESSION_LIMIT, BUSINESS_SESSION_LIMIT)

# Businesses sign in by a code that is sent to their address; staff by password, in the admin.
ACCOUNT_ADAPTER = "businesses.sign_in.session.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"length": 6, "numeric": True, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# Our own limits are exact: see `authorities.mail.strangers` and `authorities.sign_in.limits`.
ACCOUNT_RATE_LIMITS = False
# A browser in which somebody has signed in is known by this cookie.
KNOWN_BROWSER_COOKIE_NAME = "known"
