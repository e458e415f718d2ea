"""A process of its own for what reads files from outside: few rights, little memory, little time.

A file that is made to break a reader breaks a process that knows nothing.
"""

import resource
import subprocess
import sys
from pathlib import Path

MEMORY = 1024 * 1024 * 1024
SECONDS = 10
PATIENCE = 15
ROOT = Path(__file__).parent.parent.parent


class ProcessFailed(Exception):
    """The program gave no answer within its limits."""


def take_limits() -> None:
    """Take from this process what reading one file does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_limited(module: str, *arguments: str, content: bytes) -> bytes:
    """Return what the module answers about the content; raise `ProcessFailed` if it does not.

    The module calls `take_limits` before it reads; it never lives longer than `PATIENCE` seconds.
    """
    try:
        answer = subprocess.run(  # noqa: S603
            [sys.executable, "-m", module, *arguments],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            cwd=ROOT,
            env={},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ProcessFailed(module) from error
    return answer.stdout
