#!/bin/sh
# run_case.sh: runs one golden case of the command line and compares what it prints and how it ends.
# Usage: run_case.sh BINARY CASE    (with ZP_UPDATE=1 in the environment: writes what it got as what is expected)
# CASE/cmd is run by sh in an empty folder, with ZIPING (the binary), ZP_CASE, ZP_DATA (tests/data), PATH and nothing else in
# its environment, and with standard input closed. CASE/expected.out, expected.err and exit may be left out: empty, empty, 0.
set -u
binary=$(cd "$(dirname "$1")" && pwd)/${1##*/} || exit 70
case=$(cd "$2" && pwd) || exit 70
data=$(dirname "$(dirname "$case")")/data
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
mkdir "$work/run"

# The sanitizers' options go along, so that the sanitized tree is as strict here as elsewhere.
(cd "$work/run" && exec env -i PATH="$PATH" ${ASAN_OPTIONS+ASAN_OPTIONS="$ASAN_OPTIONS"} \
  ${UBSAN_OPTIONS+UBSAN_OPTIONS="$UBSAN_OPTIONS"} ZIPING="$binary" ZP_CASE="$case" ZP_DATA="$data" \
  sh "$case/cmd" >"$work/expected.out" 2>"$work/expected.err" <&-)
echo $? >"$work/exit"

if [ "${ZP_UPDATE:-0}" = 1 ]; then
  cp "$work/expected.out" "$work/expected.err" "$work/exit" "$case/"
  exit 0
fi

status=0
compare() {  # NAME DEFAULT
  if [ -f "$case/$1" ]; then cp "$case/$1" "$work/wanted"; else printf '%b' "$2" >"$work/wanted"; fi
  diff -u --label "$1" --label "got" "$work/wanted" "$work/$1" || status=1
}
compare expected.out ''
compare expected.err ''
compare exit '0\n'
exit $status
