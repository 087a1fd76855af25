#!/bin/sh
# loop.sh: makes a district of 200 small units and its next night, and runs fault_loop over them.
# Usage: loop.sh BUILD WORK [OPTIONS of fault_loop…]
set -eu
build=$1 work=$2
shift 2
rm -rf "$work"
mkdir -p "$work"
numbers="--units 200 --projects 1 --indicators 3 --seed 7 --format csv"
"$build/bench/ziping_gen" $numbers --out "$work/district"
"$build/bench/ziping_gen" $numbers --change 10 --out "$work/night"
# Twenty units stay folders; the others are loose files: the same calls fewer times.
for folder in district night; do
  ls "$work/$folder" | tail -n +21 | while read -r unit; do
    mv "$work/$folder/$unit/自评表.csv" "$work/$folder/$unit.csv"
    rmdir "$work/$folder/$unit"
  done
done
exec "$build/tests/fault_loop" "$build/ziping" "$build/tests/libfault_shim.so" "$work/district" "$work/night" "$work/runs" "$@"
