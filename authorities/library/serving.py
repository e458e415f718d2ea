"""What stands before Wagtail's view that hands out documents."""

from django.http import HttpRequest, HttpResponse
from wagtail.documents.models import AbstractDocument

from authorities.http.unreadable import unreadable_page
from authorities.models import LibraryFile


def hold_back(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """Return a page that says why the document cannot be opened, or `None` if it can."""
    name = document.file.name
    return unreadable_page(
        request, LibraryFile.objects.filter(name=name).first() or LibraryFile(name=name)
    )
