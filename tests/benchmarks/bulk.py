"""Many rows at once, where the models' own ways take one at a time."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backends

AT_ONCE = 1000


def add_pages(parent: Page, pages: Sequence[Page]) -> None:
    """Publish and index the pages, all of one type, below a parent that has only such children."""
    if not pages:
        return
    model = type(pages[0])
    content_type, locale = ContentType.objects.get_for_model(model), Locale.get_default()
    for number, page in enumerate(pages, start=parent.numchild + 1):
        page.path = Page._get_path(parent.path, parent.depth + 1, number)
        page.depth = parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.content_type, page.locale = content_type, locale
    fields = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in fields}) for page in pages], AT_ONCE
    )
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
    # Django's bulk_create refuses models whose rows lie in two tables.
    model._base_manager.all()._batched_insert(pages, model._meta.local_concrete_fields, AT_ONCE)
    parent.numchild += len(pages)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
    for backend in get_search_backends():
        backend.add_bulk(model, pages)


def add_rows(rows: Sequence[models.Model]) -> None:
    """Write the rows, which are all of one model."""
    if rows:
        type(rows[0])._base_manager.bulk_create(rows, AT_ONCE)


def settle() -> None:
    """Let PostgreSQL look over what was written, as a server does by itself a minute later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
