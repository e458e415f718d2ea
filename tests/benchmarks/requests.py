"""Requests for the pages that are measured."""

from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from applications.models import Application
from authorities.models import User
from challenges.models import ChallengePage, ProgrammePage, SuccessStoryPage
from tests.benchmarks.indexes import check_engine
from tests.benchmarks.measure import EMPTY, WITH_A_SESSION
from tests.benchmarks.urls import EMPTY_PATH

# A word of one brief in sixty, and a theme that it goes with.
WORD, THEME = "damp", "better-health"
# Ends the name of a page that is asked for as browsers do.
COMPRESSED = ", compressed"


class Requests:
    """Knows the address of each page. The first of its kind, so the same in every corpus."""

    def __init__(self, site: Site, moderator: User) -> None:
        self._reader, self._staff = (Client(headers={"host": site.hostname}) for _ in range(2))
        self._staff.force_login(moderator)
        brief = ChallengePage.objects.for_authority(site).open_at(timezone.now()).order_by("pk")[0]
        sent = Application.objects.for_authority(site).waiting().order_by("pk")[0]
        queue = reverse("queue_modeladmin_index")
        self._paths = {
            EMPTY: EMPTY_PATH,
            "home": "/",
            "listing": "/challenges/",
            "listing, a word and a theme": f"/challenges/?q={WORD}&theme={THEME}",
            "listing, page 2": "/challenges/?page=2",
            "brief": _path(brief),
            "programme": _path(ProgrammePage.objects.order_by("pk")[0]),
            "success story": _path(SuccessStoryPage.objects.order_by("pk")[0]),
            "search": f"/search/?q={WORD}",
            "suggestions": f"/search/suggestions/?q={WORD[:2]}",
            "queue": queue,
            "queue, a search": f"{queue}?q={sent.reference}",
            "queue, filters": f"{queue}?status=waiting&theme={THEME}&sent=month",
            "queue, one application": reverse("queue_modeladmin_inspect", args=[sent.pk]),
        }

    def milliseconds(self, page: str) -> float:
        """Return how long one request took.

        Raises `RuntimeError` where no page came back, or not from the search engine.
        """
        client = self._staff if self.is_for_staff(page) else self._reader
        path = self._paths[page.removesuffix(COMPRESSED).removesuffix(WITH_A_SESSION)]
        headers = {"accept-encoding": "gzip"} if page.endswith(COMPRESSED) else {}
        if page.endswith(WITH_A_SESSION):
            headers["cookie"] = "sessionid=unknown"
        begun = perf_counter()
        response = client.get(path, headers=headers)
        taken = perf_counter() - begun
        check_engine()
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}, not 200.")
        return taken * 1000

    def is_for_staff(self, page: str) -> bool:
        """Return whether the page is asked for by a moderator."""
        return page.startswith("queue")

    def queries(self, page: str) -> int:
        """Return how many SQL statements one request runs."""
        with CaptureQueriesContext(connection) as captured:
            self.milliseconds(page)
        return len(captured)


def _path(page: Page) -> str:
    return page.get_url_parts()[2]
