"""Print the commands that a guide has under a heading, each block ended by a null byte.

`guide_commands.py docs/operations.md Install`: blocks of ```sh, as they stand.
"""

import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(text: str, heading: str) -> list[str]:
    """Return the blocks of commands below a heading of the second level."""
    found = re.search(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    if not found:
        raise SystemExit(f"There is no heading “{heading}”.")
    return BLOCK.findall(found[1])


if __name__ == "__main__":
    for block in blocks(Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2]):
        sys.stdout.write(f"{block}\0")
