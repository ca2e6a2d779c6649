#!/usr/bin/env bash
# Set up a machine for Jimu: the Debian packages that Qt and the tests need, and a virtual environment.
# Usage: PYTHON=python3.11 scripts/setup.sh VENV
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/retry.sh
venv=$1
python=${PYTHON:-python3}

debian_packages=(
    python3-venv binutils fonts-noto-cjk xvfb
    libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
)

install_debian_packages() {
    command -v dpkg-query > /dev/null || return 0  # not a Debian: its own Qt libraries have to do
    local missing=() name
    for name in "${debian_packages[@]}"; do
        dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2> /dev/null | grep -q '^ii' || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "installing Debian packages: ${missing[*]}"
    retry "${as_root[@]}" apt-get update -qq
    retry "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
}

install_debian_packages
[ -x "$venv/bin/pip" ] || "$python" -m venv "$venv"
retry "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
