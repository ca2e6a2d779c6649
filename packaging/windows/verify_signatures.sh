#!/usr/bin/env bash
# Inside the Debian root: every program and library of CPython in a folder carries the signature of its makers. The C
# runtime beside it is Microsoft's, whose root certificates Debian does not have: its bytes are judged by the hash of
# the package alone. Whether a certificate was revoked is not asked, for that takes a network.
# Usage: verify_signatures.sh SIGNER FOLDER
set -euo pipefail
signer=$1
folder=$2
# Made by Microsoft; all but the first pair are none of the program's.
not_by_python=(vcruntime140.dll vcruntime140_1.dll)
for pattern in concrt140 msvcp140 msvcp140_1 msvcp140_2 msvcp140_atomic_wait msvcp140_codecvt_ids vcamp140 vccorlib140 \
    vcomp140 vcruntime140_threads; do
    rm -f "$folder/$pattern.dll"
done
verified=0
while read -r file; do
    [[ " ${not_by_python[*]} " == *" ${file##*/} "* ]] && continue
    if ! said=$(osslsigncode verify -ignore-crl -require-leaf-hash "$signer" -in "$file" 2>&1); then
        echo "$said" | tail -n 20
        echo "not signed by the Python Software Foundation: $file"
        exit 1
    fi
    verified=$((verified + 1))
done < <(find "$folder" -maxdepth 2 -name '*.exe' -o -maxdepth 2 -name '*.dll' -o -maxdepth 2 -name '*.pyd')
[ "$verified" -gt 20 ] || { echo "only $verified files of CPython in $folder"; exit 1; }
echo "signed by the Python Software Foundation: $verified files"
