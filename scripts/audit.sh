#!/usr/bin/env bash
# Ask whether a package that we use is known to be vulnerable. Exits with 1 if one is, and with 2 if
# nobody could be asked: silence is no good news.
set -uo pipefail
status=0

ask() { # name, what it prints when it has found something, command …
  local name=$1 found=$2 answer
  shift 2
  if answer=$("$@" 2>&1); then
    echo "$name: nothing known."
  elif grep -qE "$found" <<<"$answer"; then
    echo "$answer"
    status=1
  else
    echo "$name: COULD NOT LOOK. The lists of known faults did not answer; try again with a network."
    tail -n 3 <<<"$answer" | sed 's/^/  /'
    [ "$status" = 1 ] || status=2
  fi
}

for list in requirements.txt requirements-dev.txt; do
  ask "$list" "Found [0-9]+ known vulnerabilit" \
    pip-audit --strict --require-hashes --disable-pip -r "$list"
done
ask "package-lock.json" "[0-9]+ (low|moderate|high|critical)" npm audit
exit "$status"
