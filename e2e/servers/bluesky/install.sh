#!/bin/sh
# Brings Node 22 and the AT Protocol servers into the test cache, once; a second call finds them there and is done.
#
# Usage: install.sh [folder]    (default: $TORG_TEST_CACHE/bluesky, else ~/.cache/torg-test/bluesky)
# Needs npm, a C++ compiler, make and python3. 670 MB, two to three minutes the first time.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${1:-${TORG_TEST_CACHE:-$HOME/.cache/torg-test}/bluesky}
node_version=22.23.3 # the database library of the servers aborts on 24 and does not build on 20

# What was installed, by the bytes of what asked for it.
wanted=$(cat "$here/package.json" "$here/package-lock.json" "$here/install.sh" | sha256sum | cut -d' ' -f1)
if [ "$(cat "$cache/installed" 2>/dev/null)" = "$wanted" ]; then
    echo "Bluesky servers: installed in $cache"
    exit 0
fi

mkdir -p "$cache/node"
# Two test runs at once must not install into one folder.
exec 9>"$cache/lock"
flock 9
[ "$(cat "$cache/installed" 2>/dev/null)" = "$wanted" ] && exit 0
rm -f "$cache/installed"

headers() { find "$node" -path '*/include/node/node_api.h' | sed 's|/include/node/node_api.h$||' | grep .; }
quiet="--no-audit --no-fund --no-update-notifier --loglevel=error"
node="$cache/node/node_modules/node"
if [ "$("$node/bin/node" --version 2>/dev/null)" != "v$node_version" ] || ! headers >/dev/null; then
    rm -rf "$cache/node"
    mkdir -p "$cache/node"
    echo '{"private":true}' >"$cache/node/package.json"
    (cd "$cache/node" && npm install $quiet "node@$node_version")
fi

cp "$here/package.json" "$here/package-lock.json" "$cache/"
# The database library is compiled here, against this Node's own headers: ready-made ones come from places other than npm.
(cd "$cache" && PATH="$node/bin:$PATH" npm_config_nodedir="$(headers)" npm_config_build_from_source=true npm ci $quiet)

echo "$wanted" >"$cache/installed"
echo "Bluesky servers: installed in $cache"
