"""What is true of the whole installation, asked when somebody looks: any host says the same."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from post_office.models import STATUS, Email
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from authorities.mail.delivery import WAITING
from authorities.models import Scanned, ScanState
from marketplace.health.parts import Status, ask_parts
from marketplace.worker_state import worker_state


class Installation(Collector):
    """Parts, tasks, mail, files and disk."""

    def collect(self) -> Iterator[Metric]:
        """Yield each figure as it is now."""
        yield from _parts()
        yield from _worker()
        yield from _mail()
        yield from _files()


def _parts() -> Iterator[Metric]:
    up = GaugeMetricFamily(
        "marketplace_part_up", "1 if the part is well, 0 if not.", labels=["part"]
    )
    seconds = GaugeMetricFamily(
        "marketplace_part_seconds", "Time that the part took to answer.", labels=["part"]
    )
    for part in ask_parts():
        up.add_metric([part.name], float(part.status == Status.OK))
        seconds.add_metric([part.name], part.milliseconds / 1000)
    yield from (up, seconds)


def _worker() -> Iterator[Metric]:
    worker, now = worker_state(), timezone.now()
    age = (now - worker.oldest_waiting).total_seconds() if worker.oldest_waiting else 0
    beat = (now - worker.last_beat).total_seconds() if worker.last_beat else float("inf")
    yield GaugeMetricFamily("marketplace_tasks_waiting", "Tasks that wait.", worker.waiting)
    yield GaugeMetricFamily(
        "marketplace_task_oldest_seconds", "For how long the oldest is due.", age
    )
    yield GaugeMetricFamily("marketplace_tasks_failed", "What failed for good.", worker.failed)
    yield GaugeMetricFamily("marketplace_worker_silent_seconds", "Since its last sign.", beat)


def _mail() -> Iterator[Metric]:
    found = Email.objects.filter(status__in=(*WAITING, STATUS.failed)).aggregate(
        waiting=Count("pk", filter=Q(status__in=WAITING)),
        failed=Count("pk", filter=Q(status=STATUS.failed)),
    )
    yield GaugeMetricFamily("marketplace_mails_waiting", "Mails that wait.", found["waiting"])
    yield GaugeMetricFamily("marketplace_mails_failed", "Mails given up.", found["failed"])


def _files() -> Iterator[Metric]:
    kept = GaugeMetricFamily(
        "marketplace_files", "Uploaded files, by what the scanner said.", labels=["state"]
    )
    counted: Counter[str] = Counter()
    for model in Scanned.__subclasses__():
        rows = model.objects.order_by().values_list("scan_state")  # type: ignore[attr-defined]
        counted.update(dict(rows.annotate(Count("pk"))))
    for state in ScanState:
        kept.add_metric([state], counted[state])
    yield kept
    free = GaugeMetricFamily("marketplace_disk_free_bytes", "Room for files.", labels=["folder"])
    for name in ("MEDIA_ROOT", "PRIVATE_MEDIA_ROOT"):
        folder = Path(str(getattr(settings, name)))
        while not folder.exists():
            folder = folder.parent
        free.add_metric([name], shutil.disk_usage(folder).free)
    yield free
