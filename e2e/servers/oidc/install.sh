#!/bin/sh
# Brings the OpenID provider into the test cache, once; a second call finds it there and is done.
#
# Usage: install.sh [folder]    (default: $TORG_TEST_CACHE/oidc, else ~/.cache/torg-test/oidc)
# Needs node 20 or newer with npm. 15 MB, some seconds the first time.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${1:-${TORG_TEST_CACHE:-$HOME/.cache/torg-test}/oidc}

# What was installed, by the bytes of what asked for it.
wanted=$(cat "$here/package.json" "$here/package-lock.json" "$here/install.sh" | sha256sum | cut -d' ' -f1)
if [ "$(cat "$cache/installed" 2>/dev/null)" = "$wanted" ]; then
    echo "OpenID provider: installed in $cache"
    exit 0
fi

mkdir -p "$cache"
# Two test runs at once must not install into one folder.
exec 9>"$cache/lock"
flock 9
[ "$(cat "$cache/installed" 2>/dev/null)" = "$wanted" ] && exit 0
rm -f "$cache/installed"
cp "$here/package.json" "$here/package-lock.json" "$cache/"
(cd "$cache" && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error)
echo "$wanted" >"$cache/installed"
echo "OpenID provider: installed in $cache"
