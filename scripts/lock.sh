#!/usr/bin/env bash
# Pin all Python packages, with hashes, for Linux and Windows: requirements.lock (development), requirements-run.lock (the program).
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"${PYTHON:-python3}" -m venv "$tool"
"$tool/bin/pip" install --quiet --disable-pip-version-check uv
compile=("$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes
    --no-emit-index-url --no-emit-find-links --no-header pyproject.toml)
"${compile[@]}" --output-file requirements-run.lock
"${compile[@]}" --group dev --output-file requirements.lock
