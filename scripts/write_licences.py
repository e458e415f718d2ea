"""Write docs/licences.md: every package that an installation runs, and under which licence.

python scripts/write_licences.py > docs/licences.md
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
FRONT_END = "[GOV.UK Frontend](https://github.com/alphagov/govuk-frontend)"
HEAD = f"""# Licences
Every package that an installation runs, made by `make lock` from what each says of itself.

The front end is {FRONT_END} (MIT), compiled; its font and crown are not used.

| package | version | licence |
|---|---|---|"""


def licence_of(name: str) -> str:
    """Return what the package says, in a few words."""
    try:
        said = dict(metadata(name).json)
    except PackageNotFoundError:
        return "not installed here"
    short = str(said.get("license_expression", ""))
    names = [
        one.rpartition(" :: ")[2]
        for one in said.get("classifier", [])
        if one.startswith("License :: ")
    ]
    return short or ", ".join(names) or str(said.get("license", "not said")).splitlines()[0][:80]


def main() -> None:
    """Write the table to the standard output."""
    pinned = PINNED.findall(Path("requirements.txt").read_text())
    rows = [f"| {name} | {version} | {licence_of(name)} |" for name, version in pinned]
    sys.stdout.write("\n".join([HEAD, *rows]) + "\n")


if __name__ == "__main__":
    main()
