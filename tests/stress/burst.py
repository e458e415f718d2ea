"""Everybody sends at closing time: before it, and beyond it."""

from datetime import timedelta
from threading import Thread

from django.utils import timezone
from wagtail.models import Site

from challenges.models import ChallengePage
from tests.stress.account import account_for
from tests.stress.browser import Browser
from tests.stress.crowd import Crowd
from tests.stress.forms import fill_in, publish
from tests.stress.server import Server
from tests.stress.table import Row

# One in so many is sent twice at the same time, as by a double click.
TWICE_AT_ONCE = 5


def run(server: Server, site: Site, applications: int, clients: int) -> Row:
    """Return what came of forms that were sent around the closing instant, each at least twice."""
    practice = Crowd(server, site, fill_in(publish(site), 2 * clients), clients)
    practice.open()
    pace = practice.send(_send_and_again) / len(practice.browsers)

    page = publish(site)
    crowd = Crowd(server, site, fill_in(page, applications), clients)
    crowd.open()
    closes_at = timezone.now() + timedelta(seconds=pace * applications / 2)
    ChallengePage.objects.filter(pk=page.pk).update(closes_at=closes_at)
    row = account_for("burst", crowd, server, crowd.send(_send_and_again))
    row.expect(
        bool(row.sent and row.kept), "all forms came on one side of the closing: run it again."
    )
    return row


def _send_and_again(browser: Browser) -> None:
    """Send the form, for some twice at once, and the same form again after its answer."""
    number = int(browser.form.typed["contact_name"].split()[-1])
    if number % TWICE_AT_ONCE == 0:
        other = Thread(target=browser.send)
        other.start()
        browser.send()
        other.join()
    else:
        browser.send()
    browser.send()
