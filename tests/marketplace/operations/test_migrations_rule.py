"""A migration that an older version beside it could not bear is refused."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.one_database

ROOT = Path(settings.BASE_DIR)
SCRIPT = ROOT / "scripts" / "lint_migrations.py"
PROBE = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("home", "{last}")]
    operations = [{operation}]
"""
BORNE = 'migrations.AddField("homepage", "extra", models.CharField(max_length=9, null=True))'
REMOVED = 'migrations.RemoveField("homepage", "introduction")'


def lint(folder):
    return subprocess.run(
        [sys.executable, str(folder / "scripts" / "lint_migrations.py")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(tmp_path):
    """The project with an app's migrations of its own, so that nothing is written into ours."""
    for entry in ROOT.iterdir():
        if entry.name not in ("home", "scripts", "var", ".git"):
            (tmp_path / entry.name).symlink_to(entry)
    for name in ("home", "scripts"):
        (tmp_path / name).mkdir()
        for entry in (ROOT / name).iterdir():
            if entry.name not in ("migrations", "lint_migrations.py", "__pycache__"):
                (tmp_path / name / entry.name).symlink_to(entry)
    (tmp_path / "scripts" / "lint_migrations.py").write_text(SCRIPT.read_text())
    (tmp_path / "home" / "migrations").mkdir()
    for path in (ROOT / "home" / "migrations").glob("*.py"):
        (tmp_path / "home" / "migrations" / path.name).write_text(path.read_text())
    return tmp_path


@pytest.mark.parametrize(("operation", "status"), [(BORNE, 0), (REMOVED, 1)])
def test_what_is_added_is_borne_and_what_is_removed_is_not(project, operation, status):
    folder = project / "home" / "migrations"
    last = max(path.stem for path in folder.glob("0*.py"))
    (folder / f"{int(last[:4]) + 1:04}_probe.py").write_text(
        PROBE.format(last=last, operation=operation)
    )
    found = lint(project)
    assert found.returncode == status, found.stdout + found.stderr
    assert ("_probe)... ERR" in found.stdout) == bool(status)
