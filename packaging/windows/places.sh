# To be sourced. Where the Windows program is made, and what outlives a clean checkout.
windows=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$windows/../.." && pwd)
python=${PYTHON:-$checkout/.venv/bin/python}
root=${JIMU_WINE_ROOT:-/var/cache/jimu/wine-root}
kept=$(dirname "$root")/windows
work=$checkout/build/windows
mkdir -p "$kept" "$work" "$checkout/dist"

version=$(sed -n 's/^VERSION = "\(.*\)"$/\1/p' "$checkout/core/version.py")
setup=$checkout/dist/Jimu-$version-setup.exe

# Run a command in the Debian root, which sees the work folder and what is kept, and no network.
in_root() {
    SHARE="$work=work:$kept=kept:$windows=windows:$checkout/dist=dist${SHARE:+:$SHARE}" "$checkout/packaging/in_root.sh" "$root" "$@"
}
