#!/usr/bin/env bash
# Try dist/Jimu-VERSION-setup.exe in Wine (see try_installer.sh), in a new prefix, without a network, and compare what
# its self-check wrote with what the program writes here; then the tests of check_core.sh. Needs to be root; exit code 1
# if something is wrong.
set -euo pipefail
source "$(dirname "$0")/places.sh"
out=$work/check
older_version=0.0.1
[ -f "$setup" ] || { echo "no $setup; make installer builds it" >&2; exit 1; }
[ -d "$work/jimu" ] || { echo "no $work/jimu to make an older version of" >&2; exit 1; }
"$windows/wine_root.sh" "$root"

rm -rf "$out" "$work/older"
mkdir "$out"
cp -al "$work/jimu" "$work/older"
echo "of the older version" > "$work/older/_internal/stale.txt"
QUICK=yes "$windows/pack.sh" "$work/older" "$older_version" "$work/Jimu-older-setup.exe"

failed=0
in_root /shared/windows/on_screen.sh /shared/windows/in_wine.sh /tmp/prefix /shared/windows/try_installer.sh \
    "/shared/dist/${setup##*/}" /shared/work/Jimu-older-setup.exe "$older_version" "$version" /shared/work/check ||
    failed=1

echo "-- what Windows says of the program"
"$python" "$windows/../frozen/check_version.py" "$work/jimu/jimu.exe" || failed=1

echo "-- the same files as on Linux"
QT_QPA_PLATFORM=offscreen "$python" "$checkout/main.py" self-check "$out/linux" > "$out/linux.log" 2>&1 ||
    { tail -n 20 "$out/linux.log"; failed=1; }
"$python" "$windows/compare_outputs.py" "$out/windows" "$out/linux" || failed=1

echo "-- saving, locks, backups and journals on Windows"
"$windows/check_core.sh" || failed=1
[ $failed -eq 0 ] && echo "the installer does what it should; pictures in $out" || echo "WRONG: see above" >&2
exit $failed
