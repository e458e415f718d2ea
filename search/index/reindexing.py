"""Filling a search index anew while people search and publish, without a gap.

Elasticsearch gets a new index beside the old one, which answers until an alias is moved; the
database's rows are written over one by one. What changes meanwhile is noted, and written once more,
because what was read before a change may be written after it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from modelsearch import index
from modelsearch.backends import get_search_backend, get_search_backends
from modelsearch.index import get_indexed_models
from modelsearch.management.commands.rebuild_modelsearch_index import group_models_by_index

from authorities.batch import by_pk, for_each_isolated
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
            types = ContentType.objects.get_for_models(*kinds).values()
            noted = MissedUpdate.objects.select_related("content_type").filter(
                content_type__in=types
            )
            try:
                for model in kinds:
                    filled.add_model(model)
                for model in kinds:
                    for rows in _rows(model, chunk):
                        filled.add_items(model, rows)
                        keys = [str(row.pk) for row in rows]
                        _write_again(filled, noted.filter(object_id__in=keys), run)
                        run.go_on(len(rows))
                        say(f"{run.done:,} of {run.total:,}: {model._meta.verbose_name_plural}")
                _write_again(filled, noted, run)
            except BaseException:
                if filled is not alias:
                    filled.delete()
                raise
            rebuilder.finish()
    # What changed after the last look too.
    write_missed()
    return run.done


def under_way() -> Reindexing | None:
    """Return the run that is filling an index now, if there is one. One query."""
    awake = timezone.now() - SILENCE
    return Reindexing.objects.filter(is_running=True, seen_at__gt=awake).first()


def note_change(instance: models.Model, raw: bool = False, **_: Any) -> None:
    """Remember a change if it comes while an index is being filled. One query more for a change.

    It is noted once everybody can read it: earlier, the run could read the note and what was before
    the change. One that ended in between may have done so too.
    """
    if raw:
        return
    missed = _missed(instance)

    def note() -> None:
        if Reindexing.objects.filter(seen_at__gt=timezone.now() - SILENCE).exists():
            _note(missed)

    transaction.on_commit(note)


def note_missed(obj: models.Model) -> None:
    """Remember that an index has still to hear of this object."""
    _note(_missed(obj))


def write_missed(at_most: int | None = None) -> int:
    """Tell every engine of what changed, as it stands now; return how many changes all know of."""
    engines = list(get_search_backends(with_auto_update=True))
    noted = MissedUpdate.objects.select_related("content_type").order_by("pk")[:at_most]
    return for_each_isolated(
        noted, lambda missed: _write(missed, engines), job="write_missed", key=by_pk
    )


def _write(missed: MissedUpdate, engines: list) -> bool:
    for engine in engines:
        _tell(missed, engine.add, engine.delete)
    # One that fails has noted so, and another change too.
    done, _kinds = MissedUpdate.objects.filter(pk=missed.pk, at=missed.at).delete()
    return bool(done)


def _tell(missed: MissedUpdate, add: Callable, delete: Callable) -> None:
    """Add or delete what changed. Nobody changes it meanwhile."""
    model = missed.content_type.model_class()
    if model is None:
        return
    with transaction.atomic():
        row = model._base_manager.select_for_update().filter(pk=missed.object_id).first()
        found = index.get_indexed_instance(row) if row else None
        if found is not None:
            add(found)
        else:
            delete(model(pk=missed.object_id))


def _write_again(filled: Any, noted: models.QuerySet[MissedUpdate], run: Reindexing) -> None:
    """Write what changed meanwhile into an index that is being filled."""
    for missed in noted:
        _tell(missed, lambda found: filled.add_items(type(found), [found]), filled.delete_item)
        run.go_on(0)


def _missed(obj: models.Model) -> MissedUpdate:
    return MissedUpdate(content_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk))


def _note(missed: MissedUpdate) -> None:
    """Write it down, or that it is so again."""
    missed.at = timezone.now()
    MissedUpdate.objects.bulk_create(
        [missed],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["at"],
    )


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
        run.is_running, run.seen_at = False, timezone.now()
        run.save(update_fields=["is_running", "seen_at"])
