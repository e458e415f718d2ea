#!/usr/bin/env bash
# Install what a list of requirements names: with uv, which takes seconds; with pip where there is
# no uv for this machine.
set -euo pipefail

if python -m pip install --quiet --disable-pip-version-check "uv<1" 2>/dev/null; then
  uv pip install --quiet --python "$(command -v python)" -r "$1"
else
  python -m pip install --quiet --disable-pip-version-check -r "$1"
fi
