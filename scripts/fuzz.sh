#!/usr/bin/env bash
# Send what no browser would send to every address, on each database that is there.
set -euo pipefail
export FUZZ=${FUZZ:-100}
unset REDIS_URL ELASTICSEARCH_URL EMAIL_URL
run() { python -m pytest -q -n auto tests/fuzz; }
env -u DATABASE_URL -u TEST_POSTGRESQL_URL bash -c "$(declare -f run); run"
if [ -n "${TEST_POSTGRESQL_URL:-}" ]; then
  DATABASE_URL=$TEST_POSTGRESQL_URL run
else
  echo "Not run on PostgreSQL: set TEST_POSTGRESQL_URL."
fi
