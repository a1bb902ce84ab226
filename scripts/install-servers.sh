#!/bin/sh
# Installs what the tests start for themselves: PostgreSQL, MariaDB, PgBouncer, openssl, ip of iproute2, python-dotenv,
# what makes file systems, access control lists, and system calls that fail, and what runs a program for arm64.
# Debian and Ubuntu packages; nothing is started and nothing is enabled at boot. Does nothing when
# all of it is there.
set -eu

need() { # need COMMAND PACKAGE: adds the package when the command is nowhere
  for folder in /usr/lib/postgresql/*/bin $(printf %s "$PATH" | tr ':' ' ') /usr/sbin /usr/local/sbin; do
    [ -x "$folder/$1" ] && return 0
  done
  missing="$missing $2"
}

missing=
need postgres postgresql
need mariadbd mariadb-server
need pgbouncer pgbouncer
need openssl openssl
need ip iproute2
need setfacl acl
need strace strace
need time time
need pre-commit pre-commit
need systemd-analyze systemd
need readelf binutils
need qemu-aarch64-static qemu-user-static
[ -d /usr/aarch64-linux-gnu/lib ] || missing="$missing libc6-arm64-cross"
need mkfs.ext4 e2fsprogs
python3 -c 'import dotenv' 2>/dev/null || /usr/bin/python3 -c 'import dotenv' 2>/dev/null || missing="$missing python3-dotenv"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "install-servers: this system has no apt-get. Install these by its own means:$missing" >&2
  exit 1
fi

as_root=
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "install-servers: needs root or sudo to install:$missing" >&2
    exit 1
  fi
  as_root=sudo
fi

# Packages ask this file whether they may start their service; 101 means no.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod 755 "$policy"
  trap '$as_root rm -f "$policy"' EXIT
fi

apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@"; }

echo "install-servers: installing$missing"
# shellcheck disable=SC2086 # one word for each package
apt install --no-install-recommends $missing || { apt update && apt install --no-install-recommends $missing; }

# On a machine with systemd they would start at the next boot.
if [ -d /run/systemd/system ]; then
  for service in postgresql mariadb pgbouncer; do
    case "$missing" in *"$service"*) $as_root systemctl disable --quiet "$service" || true ;; esac
  done
fi
