#!/bin/sh
# parallel.sh: GNU parallel starts the shards, one of which is killed at its first try.
# Usage: parallel.sh BUILD SOURCE
set -u
. "$2/tests/support/district.sh"
parallel --version 2>/dev/null | grep -q '^GNU parallel' || skip "GNU parallel is not installed"
make_district
trap 'rm -rf "$work"' EXIT
export HOME="$work"  # parallel keeps its files there

# The third dies once; 1 is "finished, something is unscored".
cat >"$work/task" <<'TASK'
#!/bin/sh
if [ "$PARALLEL_SEQ" -eq 3 ] && mkdir "$1/died" 2>/dev/null; then kill -9 $$; fi
"$2" score -q --shard auto/4 --jobs 1 --out "$1/shards" "$1/district" </dev/null
status=$?
[ "$status" -eq 1 ] || exit "$status"
TASK
seq 1 4 | parallel --will-cite -j 2 --retries 3 sh "$work/task" "$work" "$ziping" >"$work/log" 2>&1 ||
  { cat "$work/log"; problem "parallel ended with a failure"; }
[ -d "$work/died" ] || problem "no task was killed"
check_merged "$work/shards" 4

[ "$failed" -eq 0 ]
