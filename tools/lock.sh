#!/bin/sh
# Pins what pyproject.toml and requirements/dev.in name: versions only, no index address, nothing of this machine.
# Writes requirements/runtime.txt (to use Shilu), postgres.txt (its archive on a server), build.txt (to install it) and dev.txt (all, to work on it).
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

freeze() { # freeze FILE PURPOSE REQUIREMENT...: the versions that a clean environment resolves to
    file=$1 purpose=$2
    shift 2
    python3 -m venv --clear "$work/venv"
    "$work/venv/bin/python" -m pip install --quiet "$@"
    {
        echo "# $purpose Written by \`make lock\`: edit pyproject.toml or requirements/dev.in instead."
        "$work/venv/bin/python" -m pip freeze --exclude setuptools --exclude pip | grep -v ' @ ' | sort -f
    } > "$file"
}

python3 - > "$work/runtime.in" <<'PY'
import pathlib, tomllib
print("\n".join(tomllib.loads(pathlib.Path("pyproject.toml").read_text("utf-8"))["project"]["dependencies"]))
PY
python3 - > "$work/postgres.in" <<'PY'
import pathlib, tomllib
print("\n".join(tomllib.loads(pathlib.Path("pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["postgres"]))
PY
freeze requirements/runtime.txt "What Shilu needs to run." -r "$work/runtime.in"
freeze requirements/postgres.txt "What an archive on a PostgreSQL server needs beside." -r "$work/postgres.in" -c requirements/runtime.txt
freeze requirements/build.txt "What installing Shilu from its source needs." hatchling editables -c requirements/runtime.txt
freeze requirements/dev.txt "What working on Shilu needs." -r requirements/dev.in -r "$work/runtime.in" -r "$work/postgres.in" \
    -c requirements/runtime.txt -c requirements/postgres.txt -c requirements/build.txt
