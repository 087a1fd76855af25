#!/bin/sh
# test_run_cmocka.sh: a program that skipped a case is shown as skipped; a failed one as failed, whatever it skipped.
# Usage: test_run_cmocka.sh ROOT
set -u
runner=$1/tests/support/run_cmocka.sh
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
tried=0 failed=0

try() {  # WANTED_STATUS SCRIPT
  tried=$((tried + 1))
  printf '#!/bin/sh\n%s\n' "$2" >"$work/program"
  chmod +x "$work/program"
  sh "$runner" "$work/program" >"$work/out" 2>&1
  got=$?
  [ "$got" -eq "$1" ] && grep -q said "$work/out" && return
  failed=$((failed + 1))
  echo "wanted $1, got $got: $2"
}
try 0 'echo said'
try 77 'echo said; echo "[  SKIPPED ] test_real_document"'
try 77 'echo said; echo "[  SKIPPED ] test_real_document" >&2'
try 1 'echo said; exit 1'
try 1 'echo said; echo "[  SKIPPED ] test_real_document"; exit 1'
try 139 'echo said; kill -SEGV $$'
try 0 'echo said, not [  SKIPPED ] at the start of a line'

echo "$tried cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$tried" -eq 7 ]
