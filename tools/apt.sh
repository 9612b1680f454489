# Sourced: apt_install PACKAGE... installs Debian packages when it may, and says so when it may not.

apt_install() {
    command -v apt-get > /dev/null || return 1
    if [ "$(id -u)" = 0 ]; then
        sudo=""
    elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
        sudo="sudo -n"
    else
        return 1
    fi
    echo "Installing Debian packages: $*" >&2
    log=$(mktemp)
    if ! { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } > "$log" 2>&1 < /dev/null; then
        tail -20 "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
