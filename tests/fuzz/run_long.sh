#!/bin/sh
# run_long.sh: every fuzz target with libFuzzer for a million executions each, as many at a time as there are cores.
# Usage: run_long.sh BUILD SOURCE [NAME…]. BUILD is a tree of the fuzz preset; NAME is a target without fuzz_; none: all.
# ZP_FUZZ_RUNS: other than 1000000 executions. Seeds come from SOURCE/tests/fuzz/corpus; what is found and the logs go to
# BUILD/long/NAME, and the inputs there are tried first the next time. One line a target; fails when one has a finding, did not run
# to its end, or is missing.
set -u
build=$1 source=$2
shift 2
runs=${ZP_FUZZ_RUNS:-1000000}
long=$build/long

# One target: fuzz_NAME over what was found before and the seeds, with what it must be able to leave behind.
if [ "${ZP_FUZZ_ONE:-}" = 1 ]; then
  name=$1
  mkdir -p "$long/$name/corpus" "$long/$name/findings"
  log=$long/$name/log
  rm -f "$long/$name/findings"/*
  UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$build/tests/fuzz_$name" -runs="$runs" -seed=1 -timeout=25 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="$long/$name/findings/" "$long/$name/corpus" "$source/tests/fuzz/corpus/$name" \
    >"$log" 2>&1 </dev/null
  status=$?
  ran=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
  findings=$(find "$long/$name/findings" -type f | wc -l)
  what="executions ${ran:-0}, findings $findings"
  if [ "$status" -ne 0 ]; then what="$what, ended with $status: $log"; fi
  if [ "$status" -eq 0 ] && [ "${ran:-0}" -lt "$runs" ]; then what="$what, too few"; fi
  echo "$name: $what"
  [ "$status" -eq 0 ] && [ "$findings" -eq 0 ] && [ "${ran:-0}" -ge "$runs" ]
  exit
fi

if [ $# -eq 0 ]; then
  for file in "$source"/tests/fuzz/fuzz_*.c; do
    name=${file##*/fuzz_}
    set -- "$@" "${name%.c}"
  done
fi
export ZP_FUZZ_ONE=1
for name; do echo "$name"; done | xargs -n 1 -P "$(nproc)" sh "$0" "$build" "$source"
status=$?
echo "$# targets, $runs executions each: $([ "$status" -eq 0 ] && echo "0 findings" || echo "not clean")"
exit "$status"
