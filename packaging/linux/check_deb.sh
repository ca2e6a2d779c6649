#!/usr/bin/env bash
# Try the Debian package on this machine: install it, do the program's main jobs and open a window, remove it, and see
# that nothing is left. Needs to be root on a Debian that can install packages; jimu must not be installed.
# Usage: check_deb.sh PACKAGE [OUT_DIR]    OUT_DIR keeps what the self-check wrote, and a picture of the window
set -euo pipefail
package=$(realpath "$1")
out=$(realpath -m "${2:-build/deb-check}")
work=$(mktemp -d)
export HOME=$work/home XDG_RUNTIME_DIR=$work/run DEBIAN_FRONTEND=noninteractive
mkdir -p "$HOME" "$out"
mkdir -m 700 "$XDG_RUNTIME_DIR"
tools=(desktop-file-utils imagemagick lintian x11-utils xauth xdotool xvfb)
window_pid=

say() { printf '%s\n' "check_deb: $*"; }
fail() { say "FAILED: $*" >&2; exit 1; }
apt() { apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=4 "$@" > /dev/null; }
everything() { find /opt /usr/bin /usr/share/applications /usr/share/icons /usr/share/doc /usr/share/man \
    /usr/share/lintian /etc ! -name '*.cache' ! -path '/etc/ld.so.*' ! -path '/etc/mtab' | sort; }
clean_up() {
    [ -z "$window_pid" ] || kill "$window_pid" 2> /dev/null || true
    ! is_installed || apt purge --yes jimu
    rm -rf "$work"
}
is_installed() { dpkg-query -W -f '${db:Status-Abbrev}' jimu 2> /dev/null | grep -q '^i'; }

! is_installed || fail "jimu is installed already"
missing=()
for tool in "${tools[@]}"; do dpkg-query -W "$tool" > /dev/null 2>&1 || missing+=("$tool"); done
[ ${#missing[@]} -eq 0 ] || { apt update; apt install --yes --no-install-recommends "${missing[@]}"; }

lintian --allow-root --fail-on error,warning "$package" || fail "lintian has something to say"

# What the package depends on comes first, so that the two listings differ by the package alone.
mapfile -t needed < <(dpkg-deb --field "$package" Depends | tr ',' '\n' | sed 's/(.*//; s/|.*//; s/ //g')
apt install --yes --no-install-recommends "${needed[@]}"
everything > "$work/before"
trap clean_up EXIT
apt install --yes --no-install-recommends "$package"
say "installed: $(dpkg-query -W -f '${Package} ${Version}, ${Installed-Size} KiB' jimu)"

desktop-file-validate /usr/share/applications/jimu.desktop || fail "the desktop entry is not valid"
find /opt/jimu -name '*.so*' -type f -print0 | LD_LIBRARY_PATH=/opt/jimu/_internal xargs -0 ldd 2> /dev/null \
    | grep 'not found' | sort -u > "$work/not-found" || true
[ ! -s "$work/not-found" ] || fail "libraries not found: $(cat "$work/not-found")"

# Without any network, not even to itself.
unshare --net env -u DISPLAY -u WAYLAND_DISPLAY jimu self-check "$out" < /dev/null || fail "the self-check"

book="$work/我的 文件/示例 2026年.txt"
mkdir -p "${book%/*}"
cp /opt/jimu/_internal/resources/samples/示例市政务服务中心2026年.txt "$book"
export book out
window_seen() {
    jimu "$book" < /dev/null & program=$!
    for _ in $(seq 120); do
        sleep 0.5
        kill -0 "$program" 2> /dev/null || return 1
        window=$(xdotool search --onlyvisible --name '示例 2026年' | head -n 1) || true
        [ -n "$window" ] && break
    done
    [ -n "$window" ] || { kill "$program"; return 1; }
    sleep 2  # for the first paint
    xprop -id "$window" WM_CLASS
    import -window root "$out/installed-window.png"
    kill "$program"
    wait "$program" 2> /dev/null || true
}
# Not by `export -f`: xvfb-run is a script of a shell that drops functions.
timeout 120 xvfb-run -a -s '-screen 0 1440x900x24' bash -c "$(declare -f window_seen); window_seen" > "$work/window" \
    || fail "no window opened for a path with Chinese letters and blanks"
grep -q '"jimu"' "$work/window" || fail "the desktop entry does not name the window's class: $(cat "$work/window")"
say "a window opened: $(cat "$work/window"), picture: $out/installed-window.png"

dpkg --verify jimu > "$work/changed" || true
[ ! -s "$work/changed" ] || fail "the program has changed its own files: $(cat "$work/changed")"

apt purge --yes jimu
everything > "$work/after"
diff "$work/before" "$work/after" > "$work/left" || fail "left after removing: $(cat "$work/left")"
say "removed, and nothing is left but the user's own: $(cd "$HOME" && find . -type f | sort | tr '\n' ' ')"
