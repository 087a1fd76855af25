#!/bin/sh
# test_run_case.sh: the runner of golden cases passes what matches and fails on each thing that does not.
# Usage: test_run_case.sh ROOT
set -u
runner=$1/tests/support/run_case.sh
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
case=$work/cli/sample
mkdir -p "$case" "$work/data"
echo figures >"$work/data/file"
tried=0 failed=0

# Stands in for the program: prints its arguments, its environment's telling names and one of the sample's files.
cat >"$work/program" <<'STUB'
#!/bin/sh
echo "out $* ${HOME-homeless} ${LC_ALL-plain} $(cat "$ZP_DATA/file")"
echo "err" >&2
cat >/dev/null 2>&1 && echo "standard input is open"
exit 3
STUB
chmod +x "$work/program"

try() {  # WANTED_STATUS WHAT
  tried=$((tried + 1))
  HOME=/home LC_ALL=C sh "$runner" "$work/program" "$case" >"$work/diff" 2>&1
  [ $? -eq "$1" ] && return
  failed=$((failed + 1))
  echo "wanted status $1: $2"
  cat "$work/diff"
}

echo '$ZIPING a b; status=$?; ls -A; exit $status' >"$case/cmd"
echo 'out a b homeless plain figures' >"$case/expected.out"
echo err >"$case/expected.err"
echo 3 >"$case/exit"
try 0 "all as expected"
echo 4 >"$case/exit"
try 1 "another exit status"
rm "$case/exit"
try 1 "exit left out means 0"
echo 3 >"$case/exit"
echo other >"$case/expected.out"
try 1 "another output"
grep -q '^+out a b' "$work/diff" || { echo "the difference is not shown"; failed=$((failed + 1)); }
rm "$case/expected.out"
try 1 "expected.out left out means empty"
ZP_UPDATE=1 sh "$runner" "$work/program" "$case"
try 0 "after an update"
rm "$case/expected.err"
try 1 "expected.err left out means empty"

echo "$tried cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$tried" -eq 7 ]
