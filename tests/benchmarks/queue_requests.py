"""Requests for the queue's screens that are measured."""

from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from applications.models import Application
from applications.models.status import Status
from authorities.models import User
from tests.benchmarks.measure import EMPTY
from tests.benchmarks.queue_corpus import RARE
from tests.benchmarks.requests import THEME, WORD, Requests
from tests.benchmarks.urls import EMPTY_PATH
from tests.plans import sequential_scans


class QueueRequests(Requests):
    """Knows the address of each of the queue's screens."""

    def __init__(self, site: Site, moderator: User) -> None:
        self._staff = self._reader = Client(headers={"host": site.hostname})
        self._staff.force_login(moderator)
        mine = Application.objects.for_authority(site)
        sent = mine.waiting().order_by("-pk")[0]
        asked = {
            "list": {},
            "next page": {"p": 2},
            "waiting": {"status": "waiting"},
            "a state": {"status": Status.IN_ASSESSMENT.value},
            "a challenge": {"page": sent.page_id},
            "sent in a week": {"sent": "week"},
            "a theme": {"theme": THEME},
            "information overdue": {"needs": "overdue"},
            "too few assessors": {"needs": "cover"},
            "decision not told": {"needs": "untold"},
            "state, theme and time": {"status": "waiting", "theme": THEME, "sent": "month"},
            "search, a reference": {"q": sent.reference},
            "search, a rare word": {"q": RARE},
            "search, a common word": {"q": WORD},
        }
        queue = reverse("queue_modeladmin_index")
        screen = reverse("queue_modeladmin_inspect", args=[sent.pk])
        self._paths = {
            EMPTY: EMPTY_PATH,
            **{name: f"{queue}?{urlencode(query)}" for name, query in asked.items()},
            "one application": f"{screen}?{urlencode({'list': 'status=waiting', 'at': 0})}",
            "desk": reverse("wagtailadmin_home"),
        }

    def is_for_staff(self, page: str) -> bool:
        """Return yes: all of these are a moderator's, but the empty view, which is nobody's."""
        return page != EMPTY

    def scans(self, page: str) -> int:
        """Return how many statements of one request read all applications, row by row."""
        with CaptureQueriesContext(connection) as captured:
            self.milliseconds(page)
        return len(sequential_scans(query["sql"] for query in captured.captured_queries))
