"""gunicorn reads this where it is started: its own log goes the way of all others."""

from marketplace.env import env
from marketplace.logs import configure_structlog, logging_of

configure_structlog()
logconfig_dict = logging_of(
    {
        name: {"handlers": ["console"], "level": "INFO", "propagate": False}
        for name in ("gunicorn.error", "gunicorn.access")
    },
    as_json=env.bool("LOG_AS_JSON", default=False),
)
