#!/bin/sh
# What the tests need beside Python packages: a Chromium and a font with Chinese characters. Installed when we may; an error otherwise.
set -eu
cd "$(dirname "$0")/.."
. tools/apt.sh

has_chromium() { command -v chromium > /dev/null || command -v chromium-browser > /dev/null; }
has_font() { command -v fc-list > /dev/null && [ -n "$(fc-list :lang=zh family 2> /dev/null)" ]; }

missing=""
has_chromium || missing="$missing chromium"
has_font || missing="$missing fontconfig fonts-noto-cjk"
[ -n "$missing" ] || exit 0
# shellcheck disable=SC2086 # one word a package
apt_install $missing || true
has_chromium && has_font && exit 0
echo "The tests need:$missing. As root on Debian: apt-get install$missing. Without them: make check" >&2
exit 1
