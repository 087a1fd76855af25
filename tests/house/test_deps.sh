#!/bin/sh
# test_deps.sh: .ci/deps asks for what is missing and nothing else, and says so when it cannot install.
# Usage: test_deps.sh ROOT
set -u
deps=$1/.ci/deps
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
unset DEBIAN_FRONTEND
tried=0 failed=0
shell=$(command -v sh)

# A machine of our own: only these commands are on PATH.
make_command() {  # NAME SCRIPT
  printf '#!%s\n%s\n' "$shell" "$2" >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}
reset() {
  rm -rf "$work/bin"
  mkdir "$work/bin"
  ln -s "$(command -v env)" "$work/bin/env"
  make_command dpkg-query "case \" \$ABSENT \" in *\" \$4 \"*) exit 1 ;; esac; echo installed"
  make_command apt-get "echo \"apt-get \$* \${DEBIAN_FRONTEND-}\" >>'$work/log'; [ \"\$1\" != \"\${BROKEN-}\" ]"
  make_command id 'echo 0'
}

try() {  # WANTED_STATUS WANTED_WORDS_OF_OUTPUT WANTED_LOG ARGUMENT…
  tried=$((tried + 1))
  status=$1 words=$2 log=$3
  shift 3
  : >"$work/log"
  PATH="$work/bin" ABSENT="${ABSENT-}" BROKEN="${BROKEN-}" "$shell" "$deps" "$@" >"$work/out" 2>&1 <&-
  got=$?
  [ "$got" -eq "$status" ] && [ "$(cat "$work/log")" = "$log" ] &&
    { [ -n "$words" ] && grep -q -- "$words" "$work/out" || [ -z "$words$(cat "$work/out")" ]; } && return
  failed=$((failed + 1))
  echo "deps $*: wanted $status, \"$words\" and \"$log\"; got $got and:"
  cat "$work/out" "$work/log"
}

update='apt-get update -qq '
install='apt-get install -qq -y --no-install-recommends'
reset
ABSENT=
try 0 '' ''
try 0 '' '' test
ABSENT='lua-check libcmocka-dev'
try 0 '' ''
try 0 'installing libcmocka-dev lua-check' "$update
$install libcmocka-dev lua-check noninteractive" test
ABSENT='cmake'
try 0 'installing cmake' "$update
$install cmake noninteractive"
BROKEN=update
try 0 'old ones' "$update
$install cmake noninteractive"
BROKEN=install
try 1 'could not install' "$update
$install cmake noninteractive"
BROKEN=
# The browser's: node and npm only where there is none; npm's packages by the lock.
mkdir -p "$work/tree/.ci" "$work/tree/tests/browser"
cp "$deps" "$work/tree/.ci/deps"
echo '{}' >"$work/tree/tests/browser/package-lock.json"
deps=$work/tree/.ci/deps
make_command dirname "exec $(command -v dirname) \"\$@\""
make_command npm "echo \"npm \$1 \$2\" >>'$work/log'"
ABSENT='chromium nodejs npm'
try 0 'installing chromium nodejs' "$update
$install chromium nodejs noninteractive
npm ci --ignore-scripts" browser
ABSENT=
make_command node ''
try 0 '' 'npm ci --ignore-scripts' browser
mkdir "$work/tree/tests/browser/node_modules"
touch -d '+1 hour' "$work/tree/tests/browser/node_modules/.package-lock.json"
try 0 '' '' browser
ABSENT='cmake'
try 2 'usage' '' everything

make_command id 'echo 1000'
try 1 'no sudo' ''
make_command sudo 'echo "sudo $1" >>"'"$work/log"'"; exec "$@"'
try 0 'installing cmake' "sudo env
$update
sudo env
$install cmake noninteractive"
rm "$work/bin/apt-get" "$work/bin/dpkg-query"
try 1 'not Debian' '' test

echo "$tried cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$tried" -eq 14 ]
