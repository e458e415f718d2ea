"""A list, page by page, with the addresses of its other pages."""

from typing import Annotated, Generic, TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

PER_PAGE, MOST = 20, 100
Item = TypeVar("Item")

Number = Annotated[int, Query(ge=1, le=1_000_000, description="Which page, from 1.")]
Size = Annotated[int, Query(ge=1, le=MOST, description="How many on a page.")]


class Links(BaseModel):
    """The addresses of the other pages."""

    first: str
    previous: str | None
    next: str | None
    last: str


class Paged(BaseModel, Generic[Item]):
    """One page of a list."""

    count: int = Field(description="How many there are on all pages.")
    page: int = Field(description="Which page this is.")
    pages: int = Field(description="How many pages there are.")
    items: list[Item]
    links: Links


def page_of(request: HttpRequest, found, number: int, size: int, make) -> dict:
    """Return this page of what was found, as `make` tells it; raise `Http404` beyond the last."""
    paginator: Paginator = Paginator(found, size)
    if number > paginator.num_pages:
        raise Http404(_("There are only %d pages.") % paginator.num_pages)
    chosen = paginator.page(number)

    def address(page: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(page)
        return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")

    return {
        "count": paginator.count,
        "page": number,
        "pages": paginator.num_pages,
        "items": make(chosen.object_list),
        "links": Links(
            first=address(1),
            previous=address(number - 1) if chosen.has_previous() else None,
            next=address(number + 1) if chosen.has_next() else None,
            last=address(paginator.num_pages),
        ),
    }
