#!/bin/sh
# What the tests need beside Python packages: a Chromium, a font with Chinese characters and PostgreSQL's server.
# Installed when we may; an error otherwise.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

has_chromium() { command -v chromium > /dev/null || command -v chromium-browser > /dev/null; }
has_postgres() { command -v initdb > /dev/null || ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1; }
has_font() { command -v fc-list > /dev/null && [ -n "$(fc-list :lang=zh family 2> /dev/null)" ]; }

missing=""
has_chromium || missing="$missing chromium"
has_font || missing="$missing fontconfig fonts-noto-cjk"
has_postgres || missing="$missing postgresql"
[ -n "$missing" ] || exit 0
# shellcheck disable=SC2086 # one word a package
apt_install $missing || true
has_chromium && has_font && has_postgres && exit 0
echo "The tests need:$missing. As root on Debian: apt-get install$missing. Without them: make check" >&2
exit 1
