#!/usr/bin/env bash
# Run every test that this machine can run: all on SQLite, then those whose answer could depend on
# the database on PostgreSQL, where TEST_POSTGRESQL_URL names a server on which databases can be made.
set -uo pipefail

# The settings of this machine are for running the site, not for its tests.
unset DATABASE_URL REDIS_URL ELASTICSEARCH_URL EMAIL_URL
status=0
python -m pytest -n auto --dist loadgroup "$@" || status=$?
if [ -n "${TEST_POSTGRESQL_URL:-}" ]; then
  echo "The same on PostgreSQL:"
  DATABASE_URL=$TEST_POSTGRESQL_URL python -m pytest -n auto --dist loadgroup \
    -m "not journey and not elasticsearch and not one_database" "$@" || status=$?
fi
exit "$status"
