#!/usr/bin/env bash
# The steps that a machine and a container image share: deploy/steps.sh STEP, in the project's folder.
#   packages       what Debian has of what the site runs on
#   build          Python's packages into .venv, styles and scripts into static/dist
#   collect        static files into STATIC_ROOT
#   upgrade        the database, the authorities and the search, for the version that is here
set -euo pipefail
cd "$(dirname "$0")/.."
export LANG=C.UTF-8 PATH=$PWD/.venv/bin:$PATH

case "${1:-}" in
packages)
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends ca-certificates python3 python3-venv "${@:2}"
  ;;
build)
  [ -x .venv/bin/python ] || bash scripts/make_venv.sh .venv
  python -m pip install --quiet --disable-pip-version-check -r requirements.txt
  # A release that brings its styles needs no Node.js.
  [ -s static/dist/marketplace.css ] || bash scripts/build_front_end.sh
  python -m compileall -q marketplace home search challenges applications businesses authorities
  ;;
collect)
  python manage.py collectstatic --no-input --verbosity 0
  ;;
upgrade)
  python manage.py migrate --verbosity 0 --no-input
  python manage.py createcachetable
  python manage.py update_authorities
  python manage.py move_originals
  python manage.py update_index --verbosity 0
  ;;
*)
  sed -n '2,6s/^# //p' "$0" >&2
  exit 2
  ;;
esac
