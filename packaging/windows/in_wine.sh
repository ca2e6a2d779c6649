#!/usr/bin/env bash
# Inside the Debian root: run a command with a Wine prefix, which is made if it is not there, and end all of Wine after it.
# It is a Chinese Windows, with code page 936. Usage: in_wine.sh PREFIX COMMAND…
set -euo pipefail
export WINEPREFIX=$1
shift
export LC_ALL=zh_CN.UTF-8
# Quiet, no offers to download .NET and a browser, and no entries in the menu of a Linux desktop.
export WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe="
[ -d "$WINEPREFIX" ] || wineboot -i > /dev/null 2>&1 < /dev/null
end() {
    wineserver -k || true  # says so by its exit code if nothing was running
    wineserver -w
}
trap end EXIT
# A Windows Python cannot begin with a terminal for its streams.
"$@" < /dev/null 2>&1 | cat
