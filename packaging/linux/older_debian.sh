#!/usr/bin/env bash
# Build the Debian package and its bill of materials in a Debian 11, for what is built against this machine's C library
# does not start where that is older. Debian 11 has no Python 3.11, so it is built there from the source that Debian 12
# has, without Debian's changes. A root that is there and whole is used again. Needs to be root on Debian.
# Usage: older_debian.sh OUT_DIR
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
checkout=$(dirname "$(dirname "$here")")
in_root=$checkout/packaging/in_root.sh
source "$checkout/scripts/retry.sh"
source "$checkout/packaging/debian_mirror.sh"
out=$(realpath -m "$1")
root=${JIMU_OLDER_DEBIAN:-/var/cache/jimu/older-debian}
suite=bullseye python_from=bookworm
packages=(ca-certificates build-essential zlib1g-dev libffi-dev libssl-dev libbz2-dev liblzma-dev uuid-dev)
recipe=$(sha256sum "$0" | cut -d ' ' -f 1)

build_root() {
    echo "building a Debian root with Python 3.11: $root"
    rm -rf "$root" "$root.new"
    local mirror
    mirror=$(debian_mirror)
    retry debootstrap --variant=minbase --include="$(IFS=,; echo "${packages[*]}")" \
        "$suite" "$root.new" "$mirror" > /dev/null
    echo "deb-src $mirror $python_from main" > "$root.new/etc/apt/sources.list.d/python.list"
    export NETWORK=yes
    retry "$in_root" "$root.new" apt-get -qq update
    retry "$in_root" "$root.new" sh -ec 'cd /usr/src && apt-get -qq source --download-only python3.11'
    "$in_root" "$root.new" sh -ec '
        cd /usr/src
        tar xf python3.11_*.orig.tar.*
        cd Python-3.11.*/
        ./configure --prefix=/opt/python --enable-shared LDFLAGS=-Wl,-rpath,/opt/python/lib > /dev/null
        make -s -j "$(nproc)" > /dev/null 2>&1
        make -s install > /dev/null 2>&1
        cd .. && rm -rf Python-3.11.*/'
    echo "$recipe" > "$root.new/.recipe"
    mv "$root.new" "$root"
}

mkdir -p "$(dirname "$root")" "$out"
exec 9> "$root.lock"
flock 9  # two runs at once would write into the same folder
[ "$(cat "$root/.recipe" 2> /dev/null)" = "$recipe" ] || build_root

# A copy, so that what was made on this machine and what is made in there do not mix.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/jimu"
tar --create --directory "$checkout" --exclude=./.venv --exclude=./.git --exclude=./build --exclude=./dist . \
    | tar --extract --directory "$work/jimu"
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$checkout" log -1 --format=%ct)}
# The network here may have a certificate authority of its own.
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
NETWORK=yes SHARE=$work/jimu "$in_root" "$root" sh -ec "
    cd /shared/jimu
    export PIP_CERT=/etc/ssl/certs/ca-certificates.crt SOURCE_DATE_EPOCH=$epoch
    make deb sbom VENV=/opt/jimu-venv PYTHON=/opt/python/bin/python3.11" < /dev/null
cp -v "$work"/jimu/dist/*.deb "$work"/jimu/dist/jimu_*.cdx.json "$out"
