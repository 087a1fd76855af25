#!/bin/sh
# test_run.sh: .ci/run counts what ctest reported, keeps the exit status and always ends with its line.
# Usage: test_run.sh ROOT
set -u
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tree/.ci" "$work/bin"
cp "$1/.ci/run" "$work/tree/.ci/"
tried=0 failed=0

# Stands in for cmake: leaves the report there is, if any, and ends with the status wanted.
cat >"$work/bin/cmake" <<'STUB'
#!/bin/sh
[ "$*" = "--workflow --preset test" ] || exit 99
mkdir -p build/test
[ ! -f "$WORK/report" ] || cp "$WORK/report" build/test/junit.xml
echo building
exit "$(cat "$WORK/status")"
STUB
chmod +x "$work/bin/cmake"

row() { printf '\t<testcase name="%s" classname="x" time="0.1" status="%s">\n%s\n\t\t<system-out>&lt;testcase status="fail"</system-out>\n' "$@"; }
ran() { row "$1" run ''; }
broke() { row "$1" fail '		<failure message=""/>'; }
skip() { row "$1" notrun '		<skipped message="SKIP_RETURN_CODE=77"/>'; }
gone() { row "$1" notrun '		<skipped message="Unable to find executable"/>'; }

try() {  # DEPS_STATUS CMAKE_STATUS WANTED_STATUS WANTED_LINE
  tried=$((tried + 1))
  printf '[ "$*" = test ] || exit 98\nexit %s\n' "$1" >"$work/tree/.ci/deps"
  echo "$2" >"$work/status"
  WORK=$work PATH="$work/bin:$PATH" CI=true bash "$work/tree/.ci/run" >"$work/out" 2>"$work/err" <&-
  got=$?
  [ "$got" -eq "$3" ] && [ "$(tail -n 1 "$work/out")" = "$4" ] && [ ! -s "$work/err" ] && return
  failed=$((failed + 1))
  echo "wanted $3 and \"$4\", got $got and:"
  cat "$work/out" "$work/err"
}

{ ran a; ran b; } >"$work/report"
try 0 0 0 '2 passed, 0 failed'
{ ran a; skip b; ran c; } >"$work/report"
try 0 0 0 '2 passed, 0 failed, 1 skipped'
{ ran a; broke b; skip c; } >"$work/report"
try 0 8 8 '1 passed, 1 failed, 1 skipped'
{ ran a; gone b; } >"$work/report"
try 0 8 8 '1 passed, 1 failed'
ran a >"$work/report"
try 0 1 1 '1 passed, 1 failed'
rm "$work/report"  # the old report of the run before must not count
try 0 2 2 '0 passed, 1 failed'
try 3 0 3 '0 passed, 1 failed'

echo "$tried cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$tried" -eq 7 ]
