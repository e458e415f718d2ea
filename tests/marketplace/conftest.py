"""Services of a test's own, started for it."""

import shutil
import signal
import socket
import subprocess
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from authorities.models import WorkerBeat
from authorities.tasks.working import DEAD_AFTER


@pytest.fixture
def beat(db):
    """Return a function that lets a worker give a sign of life."""

    def give(worker="here"):
        now = timezone.now()
        return WorkerBeat.objects.create(
            worker=worker,
            started_at=now - timedelta(hours=1),
            beat_at=now,
            lives_until=now + DEAD_AFTER,
        )

    return give


@pytest.fixture
def redis_server(settings, tmp_path):
    """A real Redis, with both caches in it."""
    if not shutil.which("redis-server"):
        pytest.skip("needs Redis: install redis-server")
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    give_up_at = time.monotonic() + 20
    while subprocess.run(["redis-cli", "-p", str(port), "ping"], capture_output=True).returncode:
        assert time.monotonic() < give_up_at, "Redis does not start"
        time.sleep(0.1)
    in_it = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"redis://127.0.0.1:{port}",
    }
    settings.CACHES = settings.CACHES | {
        "default": in_it,
        "pages": in_it | {"KEY_PREFIX": "page_cache"},
    }
    yield server
    server.send_signal(signal.SIGCONT)
    server.kill()
    server.wait()
