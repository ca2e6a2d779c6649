#!/usr/bin/env bash
# Build the Debian root with Wine in which the Windows program is frozen and tried; a root that is there and whole is
# used again. Needs to be root on Debian. Usage: wine_root.sh ROOT
set -euo pipefail
packaging=$(cd "$(dirname "$0")/.." && pwd)
source "$packaging/../scripts/retry.sh"
source "$packaging/debian_mirror.sh"
root=$1

# Debian 13: Qt 6.9 asks Wine for Windows.UI.ViewManagement.UISettings, which Debian 12's Wine 8 lacks.
suite=trixie
# wine32 because the installer is a 32-bit program. The rest: a screen, Chinese letters and eyes; what verifies
# signatures and what makes installers, of one version on every machine.
packages=(wine wine64 wine32:i386 xvfb xauth fonts-noto-cjk xdotool imagemagick
    osslsigncode nsis locales)

recipe=$(sha256sum "$0" | cut -d ' ' -f 1)
in_root() { "$packaging/in_root.sh" "$root.new" "$@"; }

mkdir -p "$(dirname "$root")"
exec 9> "$root.lock"
flock 9  # two runs at once would write into the same folder
if [ "$(cat "$root/.recipe" 2> /dev/null)" = "$recipe" ] && [ -x "$root/usr/lib/wine/wine" ]; then
    echo "Debian root with Wine: $root"
    exit
fi
echo "building a Debian root with Wine: $root"
rm -rf "$root" "$root.new"
retry debootstrap --variant=minbase --include=ca-certificates "$suite" "$root.new" "$(debian_mirror)" > /dev/null
echo force-unsafe-io > "$root.new/etc/dpkg/dpkg.cfg.d/throw-away"  # nobody minds if this root is lost in a power cut
export DEBIAN_FRONTEND=noninteractive NETWORK=yes
in_root dpkg --add-architecture i386
retry in_root apt-get -qq -o Acquire::Retries=4 update
retry in_root apt-get -qq -o Acquire::Retries=4 install --no-install-recommends "${packages[@]}" > /dev/null
in_root localedef -i zh_CN -f UTF-8 zh_CN.UTF-8  # by it Wine is a Chinese Windows
in_root apt-get clean
echo "$recipe" > "$root.new/.recipe"
mv "$root.new" "$root"
echo "Debian root with $(NETWORK=yes "$packaging/in_root.sh" "$root" wine --version): $root, $(du -sm "$root" | cut -f 1) MB"
