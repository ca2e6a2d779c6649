#!/usr/bin/env bash
# Pack a frozen folder into an installer. Usage: pack.sh FROZEN_FOLDER VERSION SETUP
# The folder lies below build/windows. QUICK=yes packs fast and loosely, for a setup that is only tried.
set -euo pipefail
source "$(dirname "$0")/places.sh"
frozen=$1
version=$2
setup=$3
makers=$(sed -n 's/^Copyright (c) [0-9]* //p' "$checkout/LICENSE")

"$python" "$windows/make_pictures.py" "$checkout/resources/icons/jimu.svg" "$work"
{ printf '\xef\xbb\xbf' && sed 's/$/\r/' "$checkout/LICENSE"; } > "$work/licence.txt"  # as Windows writes texts
size=$(du -sk --apparent-size "$frozen" | cut -f 1)
numbers=$(sed -E 's/[^0-9.].*//; s/$/.0.0.0.0/; s/^(([0-9]+\.){3}[0-9]+).*/\1/' <<< "$version")
source_date=${SOURCE_DATE_EPOCH:-$(git -C "$checkout" log -1 --format=%ct)}
touch --date "@$source_date" "$work"/{jimu.ico,side.bmp,licence.txt}
in_root env LANG=C.UTF-8 SOURCE_DATE_EPOCH="$source_date" makensis -V2 -WX ${QUICK:+-DQUICK} -INPUTCHARSET UTF8 \
    "-DVERSION=$version" "-DFOUR_NUMBERS=$numbers" "-DPAYLOAD=/shared/work/${frozen#"$work"/}" "-DSIZE=$size" \
    "-DMAKERS=$makers" -DLICENCE=/shared/work/licence.txt -DICON=/shared/work/jimu.ico -DSIDE=/shared/work/side.bmp \
    -DSETUP=/shared/work/Jimu-setup.exe /shared/windows/setup.nsi
mv "$work/Jimu-setup.exe" "$setup"
echo "packed: $setup"
