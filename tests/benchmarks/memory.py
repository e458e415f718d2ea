"""What a process has for itself, in megabytes, with the search by meaning and without."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

OWN = """
import django
django.setup()
from marketplace.wsgi import application
from search.meaning.encoders import encoder
if found := encoder():
    for _ in range(3):
        found.encode(["people who trip over at home", "Knife crime has doubled. " * 60])
lines = open("/proc/self/smaps_rollup").read().splitlines()
print(sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024)
"""


def own_megabytes(encoder: str) -> float:
    """Return what a process has for itself that has encoded texts; without encoder, none.

    What is mapped from files is left out: all processes have it together. Linux alone says so.
    """
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.development",
        "SENTENCE_ENCODER": encoder,
    }
    told = subprocess.run(
        [sys.executable, "-c", OWN],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    return float(told.stdout.split()[-1])
