"""The vectors of pages in the database: written where a page is indexed, each text encoded once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from django.db import connection
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from search.meaning.encoders import DIMENSIONS, Encoder, digest_of
from search.models import PageVector

# A unit vector's numbers are far below a quarter: so they fill a byte.
SCALE = 512
AT_ONCE = 64
READ_AT_ONCE = 2000
TABLE = PageVector._meta.db_table
# What says in which order rows are seen: the column, and what all that is seen by now lies below.
SEEN = {
    "postgresql": ("written_in", "txid_snapshot_xmin(txid_current_snapshot())"),
    "sqlite": ("id", f"(SELECT coalesce(max(id), 0) + 1 FROM {TABLE})"),  # noqa: S608
}


def to_bytes(vectors: np.ndarray) -> np.ndarray:
    """Return unit vectors as one byte a number."""
    return np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)


def write(encoder: Encoder, texts: Mapping[int, Sequence[str]]) -> int:
    """Keep the vectors of pages by their keys; return of how many the texts were new and encoded.

    A page's vector lies in the middle of those of its texts.
    """
    digests = {key: digest_of(encoder, "\n\n".join(said)) for key, said in texts.items()}
    rows = PageVector.objects.filter(page_id__in=texts).values_list("page_id", "digest")
    known = dict(rows)
    new = [key for key, digest in digests.items() if known.get(key) != digest]
    for start in range(0, len(new), AT_ONCE):
        keys = new[start : start + AT_ONCE]
        vectors = to_bytes(np.stack([_middle(encoder.encode(texts[key])) for key in keys]))
        PageVector.objects.filter(page_id__in=keys).delete()
        PageVector.objects.bulk_create(
            [
                PageVector(
                    page_id=key,
                    encoder=encoder.name,
                    digest=digests[key],
                    vector=vector.tobytes(),
                    **_written_in(),
                )
                for key, vector in zip(keys, vectors, strict=True)
            ],
            update_conflicts=True,
            unique_fields=["page_id"],
            update_fields=["encoder", "digest", "vector", "written_in"],
        )
    return len(new)


def _middle(found: np.ndarray) -> np.ndarray:
    whole = found.sum(axis=0)
    return whole / np.linalg.norm(whole)


def forget(keys: Iterable[int]) -> None:
    """Forget what pages mean that are gone."""
    PageVector.objects.filter(page_id__in=keys).delete()


def forget_stale() -> None:
    """Forget what pages mean that are there no longer."""
    PageVector.objects.exclude(page_id__in=Page.objects.values("pk")).delete()


def count(encoder: Encoder) -> int:
    """Return of how many pages the meaning is known."""
    return PageVector.objects.filter(encoder=encoder.name).count()


def horizon() -> int:
    """Return below what everything that is written is seen. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SEEN[connection.vendor][1]}")
        return cursor.fetchone()[0]


def read_since(encoder: Encoder, mark: int) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
    """Yield keys, vectors and the next mark of what was written since a mark, some at once.

    One query where nothing was.
    """
    column, below = SEEN[connection.vendor]
    rows = PageVector.objects.filter(encoder=encoder.name).order_by("page_id")
    rows = rows.filter(**{f"{column}__gte": mark}).annotate(below=RawSQL(below, []))  # noqa: S611
    last, following = 0, 0
    while True:
        found = list(
            rows.filter(page_id__gt=last).values_list("page_id", "vector", "below")[:READ_AT_ONCE]
        )
        if not found:
            return
        following = following or found[0][2]
        last = found[-1][0]
        keys = np.array([row[0] for row in found], np.int64)
        vectors = np.frombuffer(b"".join(bytes(row[1]) for row in found), np.int8)
        yield keys, vectors.reshape(-1, DIMENSIONS), following
        if len(found) < READ_AT_ONCE:
            return


def _written_in() -> dict:
    if connection.vendor != "postgresql":
        return {}
    return {"written_in": RawSQL("txid_current()", [])}
