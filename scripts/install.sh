#!/usr/bin/env bash
# Install what a list of requirements names: with uv, which takes seconds; with pip where there is
# no uv for this machine, or where only pip's own settings lead to the packages.
set -euo pipefail

pip() { python -m pip install --quiet --disable-pip-version-check "$@"; }

if ! { pip "uv<1" && uv pip install --quiet --python "$(command -v python)" -r "$1"; } 2>/dev/null; then
  pip -r "$1"
fi
