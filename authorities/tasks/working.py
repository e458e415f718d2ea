"""A worker: one process with a thread for each lane, and a pulse that keeps it all in motion."""

import os
import signal
import socket
import time
from datetime import timedelta
from threading import Event, Thread

import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.models import DBTaskResult

from authorities.models import WorkerBeat
from authorities.tasks.lane import Lane, give_back
from authorities.tasks.periodic import take_turns
from authorities.tasks.queues import LANES

log = structlog.get_logger(__name__)

AWAY = (DatabaseError, InterfaceError)
# In seconds: between two pulses.
PULSE = 2.0
# Whoever gave no sign for so long is dead; who works in rounds gives one before each lane.
DEAD_AFTER = timedelta(seconds=30)
ROUND = timedelta(minutes=15)
# A round also takes what is due within a minute: cron starts one each minute.
EARLY = timedelta(minutes=1)
# How long those who are told to stop may finish what they have in hand.
LAST_WORK = 25.0


def work() -> None:
    """Work until told to stop (SIGTERM, Ctrl-C); what is in hand is finished first."""
    name, stop = _name(), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _wait_for_database(name, stop)
    lanes = [Lane(lane, name) for lane in LANES]
    threads = [Thread(target=lane.work, name=lane.worker_id, daemon=True) for lane in lanes]
    for thread in threads:
        thread.start()
    log.info("worker_started", worker=name)
    _keep_pulse(name, stop)
    for lane in lanes:
        lane.running = False
    ends_at = time.monotonic() + LAST_WORK
    for thread in threads:
        thread.join(max(0, ends_at - time.monotonic()))
    if not any(thread.is_alive() for thread in threads):
        WorkerBeat.objects.filter(worker=name).delete()
    log.info("worker_stopped", worker=name)


def work_once() -> None:
    """Do what is due, and what comes of it; for cron, and for tests."""
    name = _name()
    give_back_of_dead()
    take_turns(timezone.now(), early=EARLY)
    for lane in LANES:
        _beat(name, ROUND)
        Lane(lane, name, once=True).work()
    # Its last sign stays for who asks whether anybody works.
    _beat(name, timedelta(0))


def give_back_of_dead() -> int:
    """Give back what workers had in hand that gave no sign for too long; return how many."""
    living = set(
        WorkerBeat.objects.filter(lives_until__gt=timezone.now()).values_list("worker", flat=True)
    )
    return sum(
        give_back(found)
        for found in DBTaskResult.objects.running()
        if found.worker_ids[-1].partition("/")[0] not in living
    )


def _wait_for_database(name: str, stop: Event) -> None:
    """Give the first sign: after a machine has started, the database may take longer."""
    while not stop.is_set():
        try:
            _beat(name, DEAD_AFTER)
        except AWAY as error:
            log.warning("worker_waits_for_database", worker=name, error=str(error))
            stop.wait(PULSE)
        else:
            return


def _keep_pulse(name: str, stop: Event) -> None:
    """Give signs of life, take turns, and give back what the dead had in hand.

    Who slept, or had no database, first waits for the signs of the others, who may have slept too.
    """
    last = steady_since = time.monotonic()
    while not stop.wait(PULSE):
        now = time.monotonic()
        if now - last > DEAD_AFTER.total_seconds() / 2:
            steady_since = now
        try:
            close_old_connections()
            _beat(name, DEAD_AFTER)
            take_turns(timezone.now())
            if now - steady_since > DEAD_AFTER.total_seconds():
                give_back_of_dead()
        except AWAY as error:
            log.warning("worker_waits_for_database", worker=name, error=str(error))
            steady_since = now
        last = now


def _beat(name: str, lives_for: timedelta) -> None:
    now = timezone.now()
    sign = {"beat_at": now, "lives_until": now + lives_for}
    if not WorkerBeat.objects.filter(worker=name).update(**sign):
        WorkerBeat.objects.create(worker=name, started_at=now, **sign)


def _name() -> str:
    return f"{socket.gethostname()[:24]}:{os.getpid()}:{get_random_string(6)}"
