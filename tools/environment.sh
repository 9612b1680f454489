#!/bin/sh
# Makes .venv with the locked versions and Shilu itself in it: environment.sh LOCK... (files under requirements/).
# Needs Python 3.11 or later with its venv module; on Debian as root (or with sudo that asks nothing) it installs what is missing.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; }
has_venv() { "$1" -c 'import ensurepip, venv' 2> /dev/null; }

find_python() { # the first Python of the machine that will do; the caller's PYTHON wins
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" > /dev/null && new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

python=$(find_python)
if [ -z "$python" ] || ! has_venv "$python"; then
    apt_install python3 python3-venv || true
    python=$(find_python)
fi
if [ -z "$python" ]; then
    echo "Shilu needs Python 3.11 or later; found $(python3 --version 2>&1 || echo none). Install it, or name one: make PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! has_venv "$python"; then
    echo "$python has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2
    exit 1
fi

[ -x .venv/bin/python ] && new_enough .venv/bin/python || "$python" -m venv --clear .venv
echo "Installing into .venv ..."
locks=""
for lock in "$@"; do locks="$locks -r $lock"; done
# shellcheck disable=SC2086 # one word a lock file
.venv/bin/python -m pip install --quiet --disable-pip-version-check $locks
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
