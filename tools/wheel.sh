#!/bin/sh
# Builds the wheel, installs it into a clean environment away from the source, and lets it build the sample: what users get works.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

.venv/bin/python -m build --wheel --no-isolation --outdir "$work/dist" . > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
.venv/bin/python -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements/runtime.txt
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$work"/dist/*.whl

cd "$work" # nothing of the source tree is importable from here
"$work/venv/bin/shilu" --version
"$work/venv/bin/shilu" build "$root/examples" -o "$work/wheel"
"$work/venv/bin/shilu" check --data "$work/wheel"
"$root/.venv/bin/shilu" build "$root/examples" -o "$work/source"
diff -r "$work/wheel" "$work/source"
echo "The wheel builds the same dossier as the source."
