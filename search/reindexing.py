"""Filling a search index anew while people search and publish, without a gap.

Elasticsearch gets a new index beside the old one, which answers until an alias is moved; the
database's rows are written over one by one. What changes meanwhile is noted, and written once more
before the end, because what was read before a change may be written after it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from modelsearch import index
from modelsearch.backends import get_search_backend
from modelsearch.index import get_indexed_models
from modelsearch.management.commands.rebuild_modelsearch_index import group_models_by_index

from search.models import MissedUpdate, Reindexing

AT_ONCE = 500
# A run that has said nothing for so long was killed.
SILENCE = timedelta(minutes=5)


class AlreadyUnderWay(Exception):
    """Somebody else is filling the index."""


def reindex(name: str, *, chunk: int = AT_ONCE, say: Callable[[str], Any] = lambda _: None) -> int:
    """Fill the index of the backend of this name anew; return how many rows it has then.

    `say` is told how far it is. Raises `AlreadyUnderWay` while another run is.
    """
    backend = get_search_backend(name)
    groups = group_models_by_index(backend, get_indexed_models())
    with _run(name, groups) as run:
        for alias, kinds in groups.items():
            # What was missed before is in the rows themselves.
            rebuilder = backend.rebuilder_class(alias)
            filled = rebuilder.start()
            try:
                for model in kinds:
                    filled.add_model(model)
                for model in kinds:
                    for rows in _rows(model, chunk):
                        filled.add_items(model, rows)
                        run.go_on(len(rows))
                        say(f"{run.done:,} of {run.total:,}: {model._meta.verbose_name_plural}")
                write_missed(filled, kinds)
            except BaseException:
                if filled is not alias:
                    filled.delete()
                raise
            rebuilder.finish()
            # What changed between the last look and the move of the alias.
            write_missed(alias, kinds)
        return run.done


def under_way() -> Reindexing | None:
    """Return the run that is filling an index now, if there is one. One query."""
    awake = timezone.now() - SILENCE
    return Reindexing.objects.filter(is_running=True, seen_at__gt=awake).first()


def note_change(obj: models.Model) -> None:
    """Remember a change if it comes while an index is being filled. One query more for a change."""
    if under_way():
        note_missed(obj)


def note_missed(obj: models.Model) -> None:
    """Remember that an index has still to hear of this object."""
    MissedUpdate.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk)
    )


def write_missed(into: Any, kinds: list[type[models.Model]]) -> None:
    """Write what changed of these models into the index, as it stands now."""
    types = [found.pk for found in ContentType.objects.get_for_models(*kinds).values()]
    for missed in MissedUpdate.objects.filter(content_type__in=types).order_by("pk"):
        missed.delete()  # a change that comes from here on leaves a new one
        found, model = as_indexed(missed), missed.content_type.model_class()
        try:
            if found is not None:
                into.add_items(type(found), [found])
            elif model:
                into.delete_item(model(pk=missed.object_id))
        except Exception:
            missed.save(force_insert=True)
            raise


def as_indexed(missed: MissedUpdate) -> models.Model | None:
    """Return what changed as an index is told of it; `None` where it is gone."""
    model = missed.content_type.model_class()
    found = model._base_manager.filter(pk=missed.object_id).first() if model else None
    return index.get_indexed_instance(found) if found else None


def _rows(model: type[models.Model], chunk: int) -> Iterator[list[models.Model]]:
    """Yield all rows of a model, some at once, by their keys: none is left out if others go."""
    last: Any = None
    while True:
        rows = model.get_indexed_objects().order_by("pk")  # type: ignore[attr-defined]
        found = list((rows if last is None else rows.filter(pk__gt=last))[:chunk])
        if not found:
            return
        yield found
        last = found[-1].pk


@contextmanager
def _run(name: str, groups: dict) -> Iterator[Reindexing]:
    """Keep everybody else out, and say how far it is; raise `AlreadyUnderWay` if not the first."""
    asleep = timezone.now() - SILENCE
    Reindexing.objects.filter(is_running=True, seen_at__lte=asleep).update(is_running=False)
    total = sum(model.get_indexed_objects().count() for kinds in groups.values() for model in kinds)
    try:
        with transaction.atomic():
            run = Reindexing.objects.create(backend=name, total=total)
    except IntegrityError as fault:
        raise AlreadyUnderWay("The index is being filled already.") from fault
    try:
        yield run
    finally:
        run.is_running = False
        run.save(update_fields=["is_running"])
