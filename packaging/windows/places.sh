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

# copy_checkout FOLDER: a new copy of what git has of the checkout, not what lies about.
copy_checkout() {
    rm -rf "$1"
    mkdir "$1"
    git -C "$checkout" ls-files -z --cached --others --exclude-standard --deduplicate |
        tar -C "$checkout" --null --files-from=- --ignore-failed-read -c 2> /dev/null | tar -C "$1" -x
}

# Run a command in the Debian root, which sees the work folder and what is kept, and no network.
in_root() {
    SHARE="$work=work:$kept=kept:$windows=windows:$checkout/dist=dist${SHARE:+:$SHARE}" "$checkout/packaging/in_root.sh" "$root" "$@"
}
