#!/usr/bin/env bash
# Inside the Debian root: run a command on a screen that nobody sees. Wine has to begin there: a prefix that began
# without a screen shows no windows. Usage: on_screen.sh COMMAND…
set -euo pipefail
exec xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24 -nolisten tcp" "$@"
