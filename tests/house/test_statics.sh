#!/bin/sh
# test_statics.sh: statics.sh sees each kind of changing storage, and lets tables of constants pass.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
tried=0 failed=0

try() {  # WANTED_STATUS C_LINE
  tried=$((tried + 1))
  echo "$2" >"$work/a.c"
  cc -fPIC -O0 -c "$work/a.c" -o "$work/a.o" || exit 70
  sh "$here/statics.sh" "$work/a.o" >"$work/out"
  [ $? -eq "$1" ] && { [ "$1" -eq 0 ] || grep -q counter "$work/out"; } && return
  failed=$((failed + 1))
  echo "wanted status $1 for: $2"
  cat "$work/out"
}
try 0 'static const char *const names[] = { "a", "b" }; const char *f(int i) { return names[i]; }'
try 0 'int f(int i) { static const int table[] = { 1, 2 }; return table[i]; }'
try 1 'int counter;'
try 1 'int counter = 1;'
try 1 'static int counter = 1; int f(void) { return counter++; }'
try 1 'int f(void) { static int counter; return counter++; }'
try 1 'static const char *counter = "a"; void f(void) { counter++; }'
try 1 'static _Thread_local int counter; int f(void) { return counter++; }'
echo "$tried cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$tried" -eq 8 ]
