#!/usr/bin/env bash
# Make a virtual environment with the newest Python that the project runs on.
set -euo pipefail

for name in python3.13 python3.12 python3.11 python3; do
  if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "${python:-}" ]; then
  echo "Python 3.11 or newer is missing: install it, then run this again." >&2
  exit 1
fi
if ! "$python" -m venv --clear "$1" 2>/dev/null; then
  echo "Python's venv module is missing: install it (on Debian: apt install python3-venv), then run this again." >&2
  exit 1
fi
