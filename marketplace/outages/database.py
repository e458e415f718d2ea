"""Reading once more when the database went away in the middle: what is safe may be asked again."""

import copy
import time
from collections.abc import Callable

from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from marketplace.outages.answer import is_database_away

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# In seconds: a restart takes about so long.
PAUSE = 0.5


def read_once_more(get_response: GetResponse) -> GetResponse:
    """Return a middleware that asks again for what only reads, with a new connection.

    What writes is never sent twice by us: only who sent it can know whether it arrived.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        again = copy.copy(request)
        response = get_response(request)
        if not is_database_away(response):
            return response
        for connection in connections.all(initialized_only=True):
            if connection.in_atomic_block:
                return response
            connection.close()
        time.sleep(PAUSE)
        return get_response(again)

    return middleware
