#!/usr/bin/env bash
# Lay the marketplace down on Debian 12 or 13: deploy/install.sh HOSTNAME... [--email-url URL]
# Run as root, in /opt/marketplace; running it again upgrades and leaves data and secrets alone.
set -euo pipefail
umask 022
export LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive
cd "$(dirname "$0")/.."
HOME_DIR=/opt/marketplace DATA=/var/lib/marketplace CONFIG=/etc/marketplace

refuse() { echo "Nothing was changed. $1" >&2; exit 1; }

hosts=() email_url=smtp://localhost:25
while [ $# -gt 0 ]; do
  case "$1" in
  --email-url) email_url=${2:-}; shift 2 || refuse "--email-url needs smtp+tls://user:password@host:587." ;;
  -*) refuse "There is no option $1." ;;
  *) hosts+=("$1"); shift ;;
  esac
done
[ "$(id -u)" = 0 ] || refuse "Run this as root."
[ "$PWD" = "$HOME_DIR" ] || refuse "Put the project into $HOME_DIR, and run this there."
. /etc/os-release
case "${VERSION_ID:-}" in 12 | 13) ;; *) refuse "This is made for Debian 12 and 13." ;; esac
[ ${#hosts[@]} -gt 0 ] || [ -e $CONFIG/env ] || refuse "Name the authorities' hosts: deploy/install.sh challenges.example.org"
for host in "${hosts[@]}"; do
  [[ $host =~ ^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$ ]] || refuse "$host is no host name."
done

echo "Packages ..."
bash deploy/steps.sh packages nginx openssl postgresql postgresql-client >/dev/null

echo "Account and folders ..."
id marketplace >/dev/null 2>&1 || useradd --system --home-dir $DATA --shell /usr/sbin/nologin marketplace
install -d -m 751 -o marketplace -g marketplace $DATA
install -d -m 700 -o marketplace -g marketplace $DATA/private $DATA/var $DATA/backups
# nginx reads what the public sees, and nothing else.
install -d -m 2750 -o marketplace -g www-data $DATA/media
install -d -m 755 -o marketplace -g marketplace $DATA/static
install -d -m 750 -o root -g marketplace $CONFIG
install -d -m 700 -o root -g root $CONFIG/tls
[ -L var ] || [ ! -e var ] || refuse "$HOME_DIR/var is a folder: its content belongs in $DATA/var."
ln -sfn $DATA/var var
ln -sfn $CONFIG/env .env

echo "Database ..."
cluster=$(pg_lsclusters --no-header | head -n 1)
read -r version name port _ <<<"$cluster"
pg_lsclusters --no-header | head -n 1 | grep -q online || pg_ctlcluster "$version" "$name" start
as_postgres() { runuser -u postgres -- psql --no-psqlrc --quiet --tuples-only --port "$port" --command "$1"; }
as_postgres "SELECT 1 FROM pg_roles WHERE rolname = 'marketplace'" | grep -q 1 || as_postgres "CREATE ROLE marketplace LOGIN"
as_postgres "SELECT 1 FROM pg_database WHERE datname = 'marketplace'" | grep -q 1 || as_postgres "CREATE DATABASE marketplace OWNER marketplace"

if [ ! -e $CONFIG/env ]; then
  secret() { python3 -c 'import secrets; print(secrets.token_urlsafe(64))'; }
  (
    umask 077
    cat >$CONFIG/env.new <<SETTINGS
DJANGO_SETTINGS_MODULE=marketplace.settings.production
SECRET_KEY=$(secret)
RECORD_KEY=$(secret)
ALLOWED_HOSTS=$(IFS=,; echo "${hosts[*]}")
ADMIN_BASE_URL=https://${hosts[0]}
DATABASE_URL=postgres://:$port//var/run/postgresql/marketplace
EMAIL_URL=$email_url
PROXY_COUNT=1
TRUST_REQUEST_START=yes
LOG_AS_JSON=yes
MEDIA_ROOT=$DATA/media
PRIVATE_MEDIA_ROOT=$DATA/private
STATIC_ROOT=$DATA/static
SETTINGS
  )
  chown root:marketplace $CONFIG/env.new
  chmod 640 $CONFIG/env.new
  mv $CONFIG/env.new $CONFIG/env
elif [ ${#hosts[@]} -gt 0 ]; then
  sed -i "s/^ALLOWED_HOSTS=.*/ALLOWED_HOSTS=$(IFS=,; echo "${hosts[*]}")/" $CONFIG/env
fi
hosts=($(sed -n 's/^ALLOWED_HOSTS=//p' $CONFIG/env | tr ',' ' '))

cat >/usr/local/bin/marketplace <<'COMMAND'
#!/bin/sh
# The site's own commands, as its account: marketplace deploy_check
cd /opt/marketplace || exit 1
umask 027
if [ "$(id -un)" = marketplace ]; then exec .venv/bin/python manage.py "$@"; fi
exec runuser -u marketplace -- .venv/bin/python manage.py "$@"
COMMAND
chmod 755 /usr/local/bin/marketplace

echo "The site (some minutes) ..."
bash deploy/steps.sh build
as_site() { (umask 027 && runuser -u marketplace -- bash deploy/steps.sh "$1"); }
as_site collect
as_site upgrade

echo "Certificate and nginx ..."
if [ ! -e $CONFIG/tls/cert.pem ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=${hosts[0]}" -keyout $CONFIG/tls/key.pem \
    -out $CONFIG/tls/cert.pem -addext "subjectAltName=$(printf 'DNS:%s,' "${hosts[@]}" | sed 's/,$//')" 2>/dev/null
  echo "The certificate is one that nobody believes: put your own into $CONFIG/tls/."
fi
[ -e /proc/net/if_inet6 ] && six='' || six='/listen \[::\]/d'
sed -e "s/@HOSTS@/${hosts[*]}/" -e "$six" deploy/nginx/marketplace.conf >/etc/nginx/sites-available/marketplace
ln -sfn ../sites-available/marketplace /etc/nginx/sites-enabled/marketplace
nginx -q -t

echo "Services ..."
cp deploy/systemd/marketplace-* /etc/systemd/system/
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl enable --quiet --now marketplace-web marketplace-worker marketplace-backup.timer nginx
  systemctl restart marketplace-web marketplace-worker
  systemctl reload nginx
else
  echo "systemd does not run here: start what deploy/systemd/ says by hand."
fi
echo "Done. Next: marketplace createsuperuser"
