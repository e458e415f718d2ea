"""Checking the history of every page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from applications.history.chain import Fault, check
from applications.models import Application, Entry


@dataclass(frozen=True)
class Checked:
    """A page whose history was checked: where it ends, and what is wrong."""

    page_id: int
    number: int
    hash: str
    faults: list[Fault]


def check_pages(only: int | None = None) -> Iterator[Checked]:
    """Check each page with a history or with applications, one after the other."""
    pages = Page.objects.filter(
        Exists(Entry.objects.filter(page=OuterRef("pk")))
        | Exists(Application.objects.filter(page=OuterRef("pk")))
    )
    if only is not None:
        pages = pages.filter(pk=only)
    for page in pages.order_by("pk").iterator():
        last = Entry.objects.filter(page_id=page.pk).order_by("-number").first()
        yield Checked(
            page.pk,
            last.number if last else 0,
            last.hash if last else "",
            list(check(page)),
        )
