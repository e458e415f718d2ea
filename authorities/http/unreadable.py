"""The page in place of a file that nobody may open yet, or ever."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from authorities.models import Scanned


def unreadable_page(request: HttpRequest, file: Scanned) -> HttpResponse | None:
    """Return the page that says why the file cannot be opened, or `None` if it can.

    While it is checked that is 409, and 403 once something was found in it.
    """
    if file.is_readable:
        return None
    response = render(
        request, "unreadable.html", {"file": file}, status=403 if file.is_harmful else 409
    )
    response["Cache-Control"] = "private, no-store"
    return response
