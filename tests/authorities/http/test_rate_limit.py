"""Limits: exact however many come at once, and kept by whom they count."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from authorities.http.rate_limit import GuessLimit, RateLimit, forget_counts
from authorities.models import RateCount

ASK = RateLimit("ask", 3, 3600)
GUESS = GuessLimit("guess", free=3)


def at_once(times, action):
    """Return what `action` answered in so many threads, each with a connection of its own."""

    def one(_number):
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(one, range(times)))


@pytest.mark.django_db(transaction=True)
def test_a_hundred_and_twenty_requests_at_once_let_exactly_the_allowed_number_through():
    hits = at_once(120, lambda: ASK.is_hit("ada@example.com"))
    assert hits.count(False) == 3


@pytest.mark.django_db(transaction=True)
def test_sixteen_guesses_at_once_are_looked_at_only_as_often_as_is_free():
    waits = at_once(16, lambda: GUESS.wait("ada@example.com"))
    assert waits.count(timedelta()) == 3


@pytest.mark.django_db
class TestRateLimit:
    def test_what_one_does_is_not_counted_for_another(self):
        assert [ASK.is_hit("ada") for _ in range(4)] == [False, False, False, True]
        assert not ASK.is_hit("grace")

    def test_there_is_no_moment_at_which_twice_as_much_goes_through(self):
        with time_machine.travel("2026-12-01 10:00:00Z", tick=False) as clock:
            assert not ASK.is_hit("ada")
            clock.shift(3500)
            assert [ASK.is_hit("ada") for _ in range(3)] == [False, False, True]
            clock.shift(200)
            assert [ASK.is_hit("ada") for _ in range(2)] == [False, True]

    def test_what_was_refused_keeps_nobody_waiting_for_longer(self):
        with time_machine.travel("2026-12-01 10:00:00Z", tick=False) as clock:
            for _ in range(50):
                ASK.is_hit("ada")
            clock.shift(3601)
            assert not ASK.is_hit("ada")

    def test_the_table_holds_no_address(self):
        ASK.is_hit("ada@example.com")
        (row,) = RateCount.objects.all()
        assert "ada" not in row.key

    def test_counts_that_nobody_reads_are_forgotten(self):
        ASK.is_hit("ada")
        assert forget_counts(timezone.now()) == 0
        assert forget_counts(timezone.now() + timedelta(hours=2)) == 1


@pytest.mark.django_db
class TestGuessLimit:
    def test_waits_double_and_end_at_an_hour(self):
        with time_machine.travel("2026-12-01 10:00:00Z", tick=False) as clock:
            waits = []
            for _ in range(12):
                wait = GUESS.wait("ada")
                waits.append(wait.total_seconds())
                clock.shift(wait)
                if wait:
                    assert not GUESS.wait("ada")
        assert waits[:3] == [0, 0, 0]
        assert waits[3:7] == [60, 120, 240, 480]
        assert waits[-1] == 3600

    def test_who_was_right_has_every_guess_again(self):
        for _ in range(3):
            GUESS.wait("ada")
        GUESS.forget("ada")
        assert not GUESS.wait("ada")

    def test_asking_while_one_waits_does_not_lengthen_the_wait(self):
        with time_machine.travel("2026-12-01 10:00:00Z", tick=False) as clock:
            for _ in range(20):
                GUESS.wait("ada")
            clock.shift(61)
            assert not GUESS.wait("ada")
