"""The direction of imports, as the layout has it."""

import subprocess
from pathlib import Path


def test_imports_point_one_way():
    found = subprocess.run(
        ["lint-imports"],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout
