"""The form once more, filled in with what was sent and could not be taken.

The page is shown as its address shows it to who opens it, with a fresh token; then what was sent is
put into the form that it came from. So each form has this, and no view needs to know of it. Nothing
is written, and nothing is filled in that came from another site: somebody would be led to send in
their own name what a stranger wrote.
"""

import copy
from collections.abc import Callable
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the field's name
# Never put into a page.
SECRET_TYPES = ("password",)
BUTTONS = ("submit", "button", "image", "reset")
CHOICES = ("checkbox", "radio")


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether a page of this very site sent the form, as far as the browser says."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def filled_page(
    request: HttpRequest,
    open_page: Callable[[HttpRequest], HttpResponseBase],
    *,
    why: str,
    status: int,
) -> HttpResponseBase | None:
    """Return the page of the request's address with its form filled in, and `why` above it.

    `open_page` answers a request that only looks. None where it shows no form that asks for what
    was sent, and where another site sent it.
    """
    if not comes_from_here(request):
        return None
    try:
        shown = open_page(_looking(request))
    except (Http404, PermissionDenied):
        return None
    if hasattr(shown, "render"):
        shown = shown.render()
    is_page = shown.status_code == 200 and shown.get("Content-Type", "").startswith("text/html")
    if not is_page or not isinstance(shown, HttpResponse):
        return None
    page = BeautifulSoup(shown.content.decode(), "html.parser")
    form = _form_for(page, request.POST)
    if form is None:
        return None
    _fill(page, form, request, why)
    shown.content = str(page).encode()
    shown.status_code = status
    for name in ("Content-Length", "ETag", "Content-Encoding"):
        shown.headers.pop(name, None)
    shown["Cache-Control"] = "private, no-store"
    return shown


def _looking(request: HttpRequest) -> HttpRequest:
    """Return the request as if its address was only opened."""
    looking = copy.copy(request)
    looking.method = "GET"
    looking.content_type, looking.content_params = "", {}
    looking._post, looking._files = QueryDict(), MultiValueDict()  # type: ignore[attr-defined]
    # Whoever sent the form has seen the page already.
    looking.is_shown_again = True  # type: ignore[attr-defined]
    return looking


def _controls(form: Tag) -> list[Tag]:
    return [
        field
        for field in form.find_all(["input", "textarea", "select", "button"])
        if field.get("name") not in (None, TOKEN)
    ]


def _form_for(page: BeautifulSoup, typed: QueryDict) -> Tag | None:
    """Return the form that has most of the names that were sent; one is not enough if hidden."""
    best, most = None, 0
    for form in page.find_all("form", method=lambda value: (value or "").lower() == "post"):
        names = {str(field["name"]) for field in _controls(form) if _is_typed(field)}
        number = len(names & set(typed))
        if number > most:
            best, most = form, number
    return best


def _is_typed(field: Tag) -> bool:
    """Return whether people type or choose something here; the trap they do not see."""
    is_trap = field.get("name") == "website"
    return field.name != "button" and field.get("type") not in ("hidden", *BUTTONS) and not is_trap


def _fill(page: BeautifulSoup, form: Tag, request: HttpRequest, why: str) -> None:
    """Put what was sent into the form, and say above it what it is."""
    left = {name: list(values) for name, values in request.POST.lists() if name != TOKEN}
    known = set()
    for field in _controls(form):
        name = str(field["name"])
        known.add(name)
        if field.name == "button" or field.get("type") in (*BUTTONS, *SECRET_TYPES):
            continue
        if name == "website":
            continue
        if field.get("type") == "file":
            _name_file(page, field, request)
        elif name in left or field.get("type") in CHOICES or field.name == "select":
            _put(field, left.get(name, []))
    lost = [value for name, values in left.items() if name not in known for value in values]
    notice = render_to_string(
        "refilled.html",
        {
            "why": why,
            "files": [file.name for files in request.FILES.lists() for file in files[1]],
            "lost": [value for value in lost if value.strip()],
        },
    )
    form.insert_before(BeautifulSoup(notice, "html.parser"))


def _put(field: Tag, values: list[str]) -> None:
    """Put the values into one field; of a text that stands in several, each takes its own."""
    if field.name == "textarea":
        # A browser leaves out a line break at the beginning.
        field.string = "\n" + (values.pop(0) if values else "")
    elif field.name == "select":
        for option in field.find_all("option"):
            del option["selected"]
            if option.get("value", option.get_text()) in values:
                option["selected"] = ""
    elif field.get("type") in CHOICES:
        del field["checked"]
        if field.get("value", "on") in values:
            field["checked"] = ""
    elif values:
        field["value"] = values.pop(0)


def _name_file(page: BeautifulSoup, field: Tag, request: HttpRequest) -> None:
    names = [file.name for file in request.FILES.getlist(str(field["name"]))]
    if names:
        again = render_to_string("refilled_file.html", {"names": names})
        field.insert_before(BeautifulSoup(again, "html.parser"))
