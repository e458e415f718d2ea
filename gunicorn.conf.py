"""gunicorn reads this where it is started: its own log goes the way of all others."""

import os
import tempfile

from marketplace.env import env
from marketplace.logs import configure_structlog, logging_of

if env.str("METRICS_TOKEN", default="") or env.str("METRICS_NETWORKS", default=""):
    # Before anything counts: the workers count in one folder.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="metrics-"))


def child_exit(server, worker):
    """Keep what a worker that ends has counted."""
    # Imported once the folder is named.
    from marketplace.metrics.processes import add_up

    add_up(worker.pid)


configure_structlog()
logconfig_dict = logging_of(
    {
        name: {"handlers": ["console"], "level": "INFO", "propagate": False}
        for name in ("gunicorn.error", "gunicorn.access")
    },
    as_json=env.bool("LOG_AS_JSON", default=False),
)
