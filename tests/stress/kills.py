"""The server is killed again and again while everybody sends."""

import random
import time
from threading import Thread

from wagtail.models import Site

from tests.stress.account import account_for
from tests.stress.crowd import Crowd
from tests.stress.forms import fill_in, publish
from tests.stress.server import Server
from tests.stress.table import Row


def run(server: Server, site: Site, applications: int, clients: int, times: int) -> Row:
    """Return what came of forms that were sent while the server was killed so many times."""
    crowd = Crowd(server, site, fill_in(publish(site), applications), clients)
    crowd.open()
    killer = Thread(target=_kill, args=(server, crowd, times))
    killer.start()
    seconds = crowd.send()
    killer.join()
    row = account_for("kills", crowd, server, seconds)
    interrupted = sum(answer.tries > 1 for answer in crowd.answers)
    row.notes.append(f"{times} kills, which {interrupted} forms met")
    row.expect(bool(interrupted), "no kill met a form: send more of them.")
    return row


def _kill(server: Server, crowd: Crowd, times: int) -> None:
    """Kill the server at even steps of the burst, at a moment nobody chose, and start it again."""
    for number in range(1, times + 1):
        while crowd.answered < len(crowd.browsers) * number // (times + 1):
            time.sleep(0.02)
        time.sleep(random.random() / 2)
        server.kill()
        server.start()
