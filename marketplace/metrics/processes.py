"""The counts of several processes of one server, in the folder that they share.

`PROMETHEUS_MULTIPROC_DIR` names it; gunicorn's master makes one.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector

# Whoever has ended has its counts under this number.
ENDED = 0


def folder() -> Path | None:
    """Return where the processes' counts are; None where one process counts for itself."""
    named = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Path(named) if named else None


def counts() -> CollectorRegistry:
    """Return what all processes have counted."""
    if not folder():
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


@contextmanager
def undisturbed(*, alone: bool = False) -> Iterator[None]:
    """Let nobody add up what has ended while somebody reads, nor the other way round."""
    shared = folder()
    if not shared:
        yield
        return
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


def add_up(process: int) -> None:
    """Add what an ended process had counted to that of all that have ended; its files go.

    So no counter falls, and no file stays for good.
    """
    shared = folder()
    if not shared:
        return
    with undisturbed(alone=True):
        for kind in ("counter", "histogram"):
            own = shared / f"{kind}_{process}.db"
            with suppress(FileNotFoundError):
                counted = list(MmapedDict.read_all_values_from_file(str(own)))
                total = MmapedDict(str(shared / f"{kind}_{ENDED}.db"))
                for key, value, stamp, _position in counted:
                    total.write_value(key, total.read_value(key)[0] + value, stamp)
                total.close()
                own.unlink()
