"""The house: who imports whom, how large rooms are, and that what the documents name is there."""

import ast
import re
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import grimp
import pytest

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).parent.parent
APPS = ("marketplace", "home", "challenges", "applications", "businesses", "search", "authorities")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FILES = [
    path
    for app in (*APPS, "tests")
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]


def own_code() -> list[Path]:
    return [path for path in FILES if path.relative_to(ROOT).parts[0] != "tests"]


def test_imports_keep_the_contracts():
    found = subprocess.run(["lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_no_module_imports_itself_by_a_detour(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    graph = grimp.build_graph(*APPS, cache_dir=None)
    TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    ).prepare()


def test_an_import_inside_a_function_says_why():
    unexplained = []
    for path in own_code():
        if path.name == "apps.py":  # `ready()` is where models can be imported at last
            continue
        source = path.read_text()
        lines = source.splitlines()
        for function in ast.walk(ast.parse(source)):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    before = lines[function.lineno - 1 : node.lineno]
                    if not any("#" in line for line in before):
                        unexplained.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert unexplained == []


def test_no_file_is_longer_than_three_hundred_lines():
    assert [path for path in FILES if len(path.read_text().splitlines()) > 300] == []


def test_no_folder_holds_more_than_fifteen_modules_beside_its_packages():
    modules = Counter(
        path.parent
        for path in own_code()
        if path.name != "__init__.py" and path.parent.name != "models"
    )
    assert {folder: number for folder, number in modules.items() if number > 15} == {}


def test_every_module_says_in_its_first_line_what_it_is_for():
    silent = [
        path
        for path in own_code()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_what_goes_upwards_by_a_hook_is_in_the_list():
    asked = {
        name for path in own_code() for name in re.findall(r'get_hooks\("(\w+)"', path.read_text())
    }
    listed = (ROOT / "docs" / "ways-upward.md").read_text()
    assert set(re.findall(r"^\| `(\w+)` \| hook", listed, re.MULTILINE)) == asked


def missing(name: str) -> bool:
    """Return whether nothing of ours has this dotted name."""
    module, _dot, attribute = name.rpartition(".")
    path = ROOT / name.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").exists():
        return False
    try:
        return not hasattr(import_module(module), attribute)
    except ImportError:
        return True


DOTTED = re.compile(rf"`((?:{'|'.join(APPS)})(?:\.\w+)+)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(document):
    text = document.read_text()
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text)
    ours = [path for path in paths if path.split("/")[0] in (*APPS, "tests", "docs", "templates")]
    links = re.findall(r"\]\(((?!http)[^)#]+)\)", text)
    assert [path for path in ours if not (ROOT / path).exists()] == []
    assert [link for link in links if not (document.parent / link).exists()] == []
    assert [name for name in DOTTED.findall(text) if missing(name)] == []
    proofs = re.findall(r"`((?:\w+/)+\w+\.py)::(\w+)`", text)
    assert [
        f"{path}::{name}"
        for path, name in proofs
        if not re.search(rf"^ *def {name}\(", (ROOT / path).read_text(), re.MULTILINE)
    ] == []


def test_what_a_docstring_or_a_comment_names_is_there():
    named = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in own_code()
        for name in DOTTED.findall(path.read_text())
        if missing(name)
    }
    assert named == set()


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
        "stress.workers",
    ],
)
def test_what_measures_and_stresses_follows_the_code(name):
    """`make bench` and `make stress` are run by hand, too late to see that a name has gone."""
    assert import_module(f"tests.{name}")
