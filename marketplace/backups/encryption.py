"""Archives closed to all but who has a key, by age or gpg, as they pass."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from marketplace.backups.archive import READ, Unusable

# By the end of the archive's name.
CLOSE = {
    ".age": ["age", "--encrypt", "--recipient"],
    ".gpg": ["gpg", "--batch", "--quiet", "--trust-model", "always", "--encrypt", "--recipient"],
}
OPEN = {".age": ["age", "--decrypt"], ".gpg": ["gpg", "--batch", "--quiet", "--decrypt"]}


@contextmanager
def closed_for(recipient: str, ending: str, target: IO[bytes]) -> Iterator[IO[bytes]]:
    """Yield a stream whose content goes to the target so that the recipient alone reads it.

    `ending` is ".age" or ".gpg". Raises `Unusable` where the program is missing or refuses.
    """
    _need(CLOSE[ending][0])
    command = [*CLOSE[ending], recipient]
    with subprocess.Popen(  # noqa: S603  # a recipient is one word
        command, stdin=subprocess.PIPE, stdout=target
    ) as process:
        if process.stdin is None:
            raise Unusable("The program takes nothing.")
        try:
            yield process.stdin
        except BrokenPipeError:
            # It ended, and has said why.
            process.wait()
        finally:
            _close(process.stdin)
            process.wait()
        if process.returncode:
            raise Unusable(f"{command[0]} refuses the recipient {recipient}: see what it says.")


@contextmanager
def opened(path: Path, identity: str) -> Iterator[IO[bytes]]:
    """Yield the archive's plain content, all of which has to be read.

    Raises `Unusable` where the key is wrong or something was changed.
    """
    if path.suffix not in OPEN:
        with path.open("rb") as plain:
            yield plain
        return
    command = OPEN[path.suffix]
    _need(command[0])
    if path.suffix == ".age":
        command = [*command, *(["--identity", identity] if identity else [])]
    with subprocess.Popen(  # noqa: S603  # a path is one word
        [*command, str(path.resolve())], stdout=subprocess.PIPE
    ) as process:
        if process.stdout is None:
            raise Unusable("The program says nothing.")
        refusal = f"{command[0]} does not open it: another key, or it was changed or cut off."
        try:
            yield process.stdout
            while process.stdout.read(READ):
                pass
        except Unusable as fault:
            process.kill()
            # It says why there was nothing to read.
            raise (Unusable(refusal) if process.wait() > 0 else fault) from fault
        if process.wait():
            raise Unusable(refusal)


def _need(program: str) -> None:
    if not shutil.which(program):
        raise Unusable(f"{program} is missing on this machine: install it first.")


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return
