"""What was sent and not taken, for a page that has no form for it."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from authorities.http.refilling import comes_from_here
from authorities.sign_in.kept.keeping import typed_fields

# What forms send of themselves; nobody typed it.
NOT_TYPED = {"action", "ask", "follow", "form_key", "next", "remove", "version", "website"}


def given_back(request: HttpRequest, *, can_send: bool = True) -> dict[str, Any]:
    """Return what `sent_again.html` shows: the texts, the files' names, and a way to send again.

    There is none for what another site sent; nothing of a body that cannot be read.
    """
    try:
        typed = typed_fields(request)
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError):
        return {"typed": [], "texts": [], "files": [], "path": ""}
    return {
        "typed": typed,
        "texts": [value for name, value in typed if value.strip() and name not in NOT_TYPED],
        "files": [file.name for files in request.FILES.lists() for file in files[1]],
        "path": request.get_full_path() if can_send and comes_from_here(request) else "",
    }
