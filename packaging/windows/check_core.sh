#!/usr/bin/env bash
# Run the tests of what must not be lost (saving, locks, backups, journals) with Windows' own Python in Wine.
# Needs to be root; exit code 1 if one of them fails. Usage: check_core.sh [ARGUMENT OF PYTEST…]
set -euo pipefail
source "$(dirname "$0")/places.sh"
source "$checkout/scripts/retry.sh"
tests=(tests/core/test_nothing_lost_on_windows.py tests/core/store tests/core/locks tests/core/backups
    tests/core/journal tests/core/test_file_state.py tests/core/test_open_file.py tests/core/test_windows_files.py)

"$windows/wine_root.sh" "$root"
python_name=$("$windows/windows_python.sh")
"$python" "$windows/windows_requirements.py" "$checkout/requirements.lock" pytest hypothesis > "$work/tests.lock"
packages=tests-$(sha256sum < "$work/tests.lock" | cut -c 1-16)
if [ ! -d "$kept/$packages" ]; then
    rm -rf "$kept"/tests-*
    retry "$python" -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes --no-compile \
        --only-binary :all: --platform win_amd64 --python-version 3.11 --implementation cp \
        --target "$kept/$packages.new" -r "$work/tests.lock"
    mv "$kept/$packages.new" "$kept/$packages"
fi

copy_checkout "$work/tests"
echo "[pytest]" > "$work/tests/windows.ini"  # that of the checkout speaks of Qt, which is not needed here
# Generated tests are left out: what they try is no matter of the system.
in_root env PYTHONUTF8=1 "PYTHONPATH=Z:\\shared\\kept\\$packages" /shared/windows/in_wine.sh /tmp/prefix bash -euc '
    cd /shared/work/tests
    wine "/shared/kept/$1/cp311/python.exe" -m pytest -c windows.ini -p no:cacheprovider --import-mode=importlib \
        --override-ini pythonpath=. -W error -m "not hypothesis" -q "${@:2}"' check "$python_name" "${tests[@]}" "$@"
