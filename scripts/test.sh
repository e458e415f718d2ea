#!/usr/bin/env bash
# Run every test that this machine can run: all on SQLite, then those whose answer could depend on
# the database on PostgreSQL, where TEST_POSTGRESQL_URL names a server on which databases can be made.
# Arguments are pytest's, and hold for both.
set -uo pipefail

# The settings of this machine are for running the site, not for its tests.
unset DATABASE_URL REDIS_URL ELASTICSEARCH_URL EMAIL_URL
status=0

lane() { # lane WORDS ARGUMENTS...: a lane for which nothing was chosen is no failure
  echo "$1"
  python -m pytest -n auto --dist loadgroup "${@:2}"
  local ended=$?
  [ $ended = 0 ] || [ $ended = 5 ] || status=$ended
}

lane "On SQLite:" "$@"
if [ -n "${TEST_POSTGRESQL_URL:-}" ]; then
  export DATABASE_URL=$TEST_POSTGRESQL_URL
  lane "On PostgreSQL, what could depend on the database:" \
    -m "not journey and not elasticsearch and not one_database" "$@"
fi
exit "$status"
