#!/bin/sh
# Passwords and addresses for compose.yaml, made once and never overwritten. Keep the folder: a backup of bailee does not hold it.
set -eu
folder="${1:-$(dirname "$0")/secrets}"
umask 077
mkdir -p "$folder"
cd "$folder"
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
made() { # NAME CONTENT: readable inside a container by whoever it runs as; outside, the folder lets nobody in
	[ -e "$1" ] || { printf '%s\n' "$2" >"$1" && chmod 0444 "$1"; }
}
for name in postgres owner app; do made "$name.password" "$(random)"; done
# Inside compose, the database is reached by a network of this machine that leads nowhere else: no TLS.
for name in owner app; do made "$name.url" "postgresql://bailee_$name:$(cat "$name.password")@postgres/bailee?sslmode=disable"; done
echo "passwords and addresses lie in $folder"
