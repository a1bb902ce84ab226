#!/bin/sh
# Installs what the tests in containers need: podman with runc, catatonit for pods, mmdebstrap for the images.
# Debian and Ubuntu packages. Where that can't be, it says so and the tests are skipped, so it never fails.
set -u

missing=
need() { # need COMMAND PACKAGE
  for folder in $(printf %s "$PATH" | tr ':' ' ') /usr/sbin /usr/libexec/podman; do
    [ -x "$folder/$1" ] && return 0
  done
  missing="$missing $2"
}
need podman podman
need runc runc
need conmon conmon
need catatonit catatonit
need mmdebstrap mmdebstrap
[ -n "$missing" ] || exit 0

skip() {
  echo "install-containers: $1; the tests in containers will be skipped. Missing:$missing" >&2
  exit 0
}
[ "$(uname -s)" = Linux ] || skip 'this is not Linux'
command -v apt-get >/dev/null 2>&1 || skip 'this system has no apt-get'
as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || skip 'needs root or sudo'
  as_root=sudo
fi
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@"; }

echo "install-containers: installing$missing"
# shellcheck disable=SC2086 # one word for each package
apt install --no-install-recommends $missing ||
  { apt update && apt install --no-install-recommends $missing; } ||
  skip 'the packages cannot be installed'
