#!/usr/bin/env bash
# Freeze the program for Windows into build/windows/jimu. What git has of the checkout goes in, nothing that lies about.
# Usage: freeze.sh PYTHON_FOLDER_NAME (see windows_python.sh)
set -euo pipefail
source "$(dirname "$0")/places.sh"
source_date=${SOURCE_DATE_EPOCH:-$(git -C "$checkout" log -1 --format=%ct)}

rm -rf "$work/jimu" "$work/pyinstaller"
copy_checkout "$work/source"
mkdir -p "$work/source/build/windows"
"$python" "$windows/make_pictures.py" "$checkout/resources/icons/jimu.svg" "$work/source/build/windows"

# Everything that could make two runs differ is fixed: time, order of sets, folders.
in_root env SOURCE_DATE_EPOCH="$source_date" PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 \
    /shared/windows/in_wine.sh /tmp/prefix bash -euc '
        cd /shared/work/source
        wine "/shared/kept/$1/cp311/python.exe" -m PyInstaller --noconfirm --log-level ERROR \
            --distpath "Z:\\shared\\work" --workpath "Z:\\shared\\work\\pyinstaller" build.spec' freeze "$1"
find "$work/jimu" -exec touch --no-dereference --date "@$source_date" {} +
echo "frozen: $work/jimu, $(du -sm --apparent-size "$work/jimu" | cut -f 1) MB, $(find "$work/jimu" -type f | wc -l) files"
