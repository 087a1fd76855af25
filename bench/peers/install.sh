#!/bin/sh
# install.sh: puts the rule engines of package-lock.json into DIR/node_modules. Exit 77, with a sentence, where
# node, npm or the network is missing. Usage: install.sh DIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
if [ -d node_modules ] && cmp -s "$here/package-lock.json" package-lock.json; then exit 0; fi
for program in node npm; do
  command -v $program >/dev/null 2>&1 || { echo "skipped: rule engines of npm: there is no $program"; exit 77; }
done
cp "$here/package.json" .
rm -rf node_modules
cp "$here/package-lock.json" lock.wanted
cp lock.wanted package-lock.json
if npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >npm.log 2>&1; then
  cp lock.wanted package-lock.json
  exit 0
fi
rm -rf node_modules package-lock.json
echo "skipped: rule engines of npm: npm ci failed, see $1/npm.log"
exit 77
