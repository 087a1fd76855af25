#!/bin/sh
# few_files.sh: `ulimit -n` from hardly enough to start to more than enough: the right result, or E059; never an abort.
. "${0%/*}/../kit.sh"
district in 12 3
score reference in
ends 0
refused=0
for files in 5 6 7 8 9 10 11 12 14 16 20 24 28 30 31 32 33 34 35 36 37 38 40 48 64; do
  begin "$files open files"
  rm -rf out
  (ulimit -n "$files" && exec "$ziping" score --jobs 2 --out out in) >printed 2>told
  status=$?
  ends 0 3 4 70
  if [ "$status" -eq 0 ]; then same out/result.msgpack reference/result.msgpack
  else tells 'error E'; absent out/result.msgpack; refused=$((refused + 1)); fi
done
case=all
[ "$refused" -gt 0 ] || say "no limit was too low"
[ "$refused" -lt 25 ] || say "no limit was enough"
done_with
