#!/usr/bin/env bash
# Run a command in the Debian root, among processes, mounts and (but for NETWORK=yes) a network of its own, so that
# nothing of it outlives the command. Usage: [SHARE=FOLDER…] in_root.sh ROOT COMMAND…
# Each folder of SHARE, parted by colons, is seen in the root by its name under /shared; `/a/b=c` as /shared/c.
set -euo pipefail
root=$1
shift
spaces=(--mount --pid --fork --kill-child)
[ "${NETWORK:-no}" = yes ] || spaces+=(--net)

inside() {
    mount --make-rprivate /
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/tmp"
    local entry folder name
    IFS=: read -ra entries <<< "${SHARE:-}"
    for entry in "${entries[@]}"; do
        folder=${entry%%=*}
        name=${entry##*=}
        mkdir -p "$root/shared/${name##*/}"
        mount --bind "$folder" "$root/shared/${name##*/}"
    done
    # Not by exec: as process 1, xvfb-run would wait in vain for the signal that its screen is ready.
    chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb \
        ${DEBIAN_FRONTEND:+DEBIAN_FRONTEND=$DEBIAN_FRONTEND} ${http_proxy:+http_proxy=$http_proxy} \
        ${https_proxy:+https_proxy=$https_proxy} "$@"
}
export root
export -f inside
exec unshare "${spaces[@]}" bash -euc 'inside "$@"' inside "$@"
