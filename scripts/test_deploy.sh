#!/usr/bin/env bash
# Build a bare Debian, install the site in it as docs/operations.md says, start each unit's command
# as its account, and read a brief over TLS: DEPLOY_ROOT=/path scripts/test_deploy.sh [bookworm|trixie]
# Needs root and debootstrap. Where packages come from is what this machine's own settings say.
set -euo pipefail
cd "$(dirname "$0")/.."
suite=${1:-trixie} root=${DEPLOY_ROOT:?name an empty folder on a disk with 4 GB free}/${1:-trixie}
host=challenges.example.org begun=$(date +%s)
say() { echo "[$(($(date +%s) - begun)) s] $*"; }

[ "$(id -u)" = 0 ] || { echo "Run this as root: debootstrap and chroot need it." >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "Install debootstrap first." >&2; exit 1; }

bound=()
inside() { env -i HOME=/root TERM=dumb PATH=/usr/sbin:/usr/bin:/sbin:/bin "${carried[@]}" chroot "$root" "$@"; }
carried=()
while IFS= read -r one; do carried+=("$one"); done < <(env | grep -iE '^(pip_|npm_config_|node_extra_ca_certs|ssl_cert_file|https?_proxy|no_proxy)[a-z_]*=' || true)
started=()
end() {
  status=$?
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  if [ -d "$root/etc/postgresql" ]; then
    inside sh -c 'pg_lsclusters -h | while read -r v n _; do pg_ctlcluster "$v" "$n" stop; done' 2>/dev/null || true
  fi
  [ -s "$root/run/nginx.pid" ] && kill "$(cat "$root/run/nginx.pid")" 2>/dev/null || true
  sleep 1
  for place in "${bound[@]}"; do umount --recursive --lazy "$root$place" || true; done
  [ "$status" = 0 ] || say "FAILED with status $status. The folder stays: $root"
  exit "$status"
}
trap end EXIT

if [ ! -e "$root/.made" ]; then
  say "Building a bare Debian ($suite) in $root"
  mkdir -p "$root"
  debootstrap --variant=minbase "$suite" "$root" ${DEBOOTSTRAP_MIRROR:+"$DEBOOTSTRAP_MIRROR"} >/dev/null
  touch "$root/.made"
fi
for place in /proc /sys /dev; do
  mount --rbind "$place" "$root$place"
  mount --make-rslave "$root$place"
  bound=("$place" "${bound[@]}")
done
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" && chmod 755 "$root/usr/sbin/policy-rc.d"
# This machine's own ways to packages.
for path in /etc/resolv.conf /etc/pip.conf /etc/npmrc /root/.npmrc; do
  [ ! -e "$path" ] || install -D -m 644 "$path" "$root$path"
done
# Whom this machine believes; under a name that no package of Debian writes over.
install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/of-this-machine.crt"
for name in PIP_CERT SSL_CERT_FILE REQUESTS_CA_BUNDLE NODE_EXTRA_CA_CERTS npm_config_cafile; do
  carried+=("$name=/etc/ssl/of-this-machine.crt")
done
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
rm -f "$root"/etc/apt/apt.conf.d/*docker* "$root"/etc/apt/apt.conf.d/*packagekit* "$root"/etc/apt/apt.conf.d/*appstream*
[ -z "${PIP_FIND_LINKS:-}" ] || [ ! -d "$PIP_FIND_LINKS" ] || { mkdir -p "$root$PIP_FIND_LINKS" && cp -r "$PIP_FIND_LINKS/." "$root$PIP_FIND_LINKS/"; }

say "Putting the project into /opt/marketplace"
mkdir -p "$root/opt/marketplace"
git archive "${DEPLOY_TREE:-HEAD}" | tar -x -C "$root/opt/marketplace"

run_blocks() { # run_blocks SECTION: the commands that the guide has under this heading, each in a shell of its own
  python3 scripts/guide_commands.py docs/operations.md "$1" | while IFS= read -r -d '' block; do
    say "\$ $(echo "$block" | head -n 3 | tr '\n' ' ')"
    printf '%s\n' "$block" | inside bash -euo pipefail -s
  done
}
grep -q "$host" "$root/etc/hosts" 2>/dev/null || echo "127.0.0.1 localhost $host" >>"$root/etc/hosts"
run_blocks "Install"

say "Checking the units"
units=("$root"/etc/systemd/system/marketplace-*)
systemd-analyze verify --man=no --root="$root" "${units[@]##*/}" 2>&1 | grep -i marketplace && { echo "systemd finds fault with a unit." >&2; exit 1; }

start() { # start UNIT: what it starts, in its folder, as its account
  local unit=$root/etc/systemd/system/$1.service command user umask
  command=$(sed -n 's/^ExecStart=//p' "$unit") user=$(sed -n 's/^User=//p' "$unit") umask=$(sed -n 's/^UMask=//p' "$unit")
  say "Starting $1 as $user: $command"
  inside sh -c "umask $umask; cd /opt/marketplace; exec runuser -u $user -- $command" >"$root/var/log/$1.log" 2>&1 &
  started+=("$!")
}
install -d -m 755 "$root/run/marketplace" && chroot "$root" chown marketplace:marketplace /run/marketplace
start marketplace-web
start marketplace-worker
inside nginx
run_blocks "First authority"

say "Publishing a brief"
inside marketplace shell -v0 -c "$(cat scripts/publish_a_brief.py)"
say "Reading it over TLS"
fetch() { curl --silent --show-error --max-time 20 --cacert "$root/etc/marketplace/tls/cert.pem" --resolve "$host:443:127.0.0.1" --resolve "$host:80:127.0.0.1" "$@"; }
for _ in $(seq 60); do [ "$(fetch -o /dev/null -w '%{http_code}' "https://$host/health/ready" || true)" = 200 ] && break; sleep 1; done
fetch "https://$host/health/ready"; echo
fetch --fail "https://$host/challenges/a-brief/" | grep -o '<h1[^>]*>.*' | head -n 1
[ "$(fetch -o /dev/null -w '%{http_code}' "https://$host/metrics")" = 404 ]
[ "$(fetch -o /dev/null -w '%{http_code}' "https://$host/private/")" = 404 ]
fetch -o /dev/null -w '%{http_code} %{redirect_url}\n' "http://$host/challenges/?q=a"
run_blocks "Upgrade"
run_blocks "Back up"
run_blocks "Restore"
fetch --fail -o /dev/null "https://$host/challenges/a-brief/"
say "Done: a public brief over TLS, $suite."
