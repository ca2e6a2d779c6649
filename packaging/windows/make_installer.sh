#!/usr/bin/env bash
# Build dist/Jimu-VERSION-setup.exe on a Debian machine, from the lock files alone. Needs to be root.
# JIMU_WINE_ROOT says where the Debian root with Wine is kept (/var/cache/jimu/wine-root), beside it what is downloaded.
set -euo pipefail
source "$(dirname "$0")/places.sh"
source "$checkout/scripts/retry.sh"
[ "$(id -u)" -eq 0 ] || { echo "this needs to be root, for a Debian root of its own" >&2; exit 1; }

megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1e6 }'; }
most_packed=40
most_installed=110

if ! command -v debootstrap > /dev/null; then
    retry apt-get update -qq
    retry env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap > /dev/null
fi
"$windows/wine_root.sh" "$root"
python_name=$("$windows/windows_python.sh")
"$windows/freeze.sh" "$python_name"
"$windows/pack.sh" "$work/jimu" "$version" "$setup"

packed=$(megabytes "$(stat -c %s "$setup")")
installed=$(megabytes "$(du -sb "$work/jimu" | cut -f 1)")
echo "installer $packed MB (at most $most_packed), installed $installed MB (at most $most_installed): $setup"
awk "BEGIN { exit !($packed <= $most_packed && $installed <= $most_installed) }" || { echo "too large" >&2; exit 1; }
