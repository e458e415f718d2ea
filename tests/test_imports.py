"""The direction of imports, and that what is run by hand still finds what it imports."""

import subprocess
from importlib import import_module
from pathlib import Path

import pytest


def test_imports_point_one_way():
    found = subprocess.run(
        ["lint-imports"],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    "name",
    [
        "benchmarks.corpus",
        "benchmarks.queue_corpus",
        "benchmarks.requests",
        "stress.burst",
        "stress.kills",
        "stress.mail",
        "stress.staff",
    ],
)
def test_what_measures_and_stresses_follows_the_code(name):
    """`make bench` and `make stress` are run by hand, too late to see that a name has gone."""
    assert import_module(f"tests.{name}")
