#!/bin/sh
# shards.sh: a district of 61 units in 1, 3 and 8 shards, in any order, twice, and 200 of which most are empty.
# Usage: shards.sh BUILD SOURCE
set -u
. "$2/tests/support/district.sh"
make_district
trap 'rm -rf "$work"' EXIT

for count in 1 3 8; do
  for i in $(seq "$count" | shuf); do
    finished "$ziping" score -q --jobs $((i % 3 + 1)) --shard "$i/$count" --out "$work/shards" "$work/district" >"$work/log" 2>&1 ||
      { cat "$work/log"; problem "shard $i of $count"; }
  done
  check_merged "$work/shards" "$count"
done

# Each runs its own bundles and no other.
for i in $(seq 8); do "$ziping" score --dry-run --shard "$i/8" "$work/district"; done | sort >"$work/parts"
"$ziping" score --dry-run "$work/district" | sort | cmp - "$work/parts" || problem "bundles of shards"

# The same again is compared and as good; from elsewhere the same bytes.
finished "$ziping" score -q --shard 2/8 --out "$work/shards" "$work/district" >"$work/log" 2>&1 || problem "the same shard again"
finished "$ziping" score -q --fresh --shard 2/8 --out "$work/shards" "$work/district" >"$work/log" 2>&1 || problem "shard, fresh"
finished "$ziping" score -q --shard 2/8 --out "$work/elsewhere" "$work/district" >"$work/log" 2>&1 || problem "shard elsewhere"
cmp "$work/shards/shard-2-of-8.msgpack" "$work/elsewhere/shard-2-of-8.msgpack" || problem "shard elsewhere has other bytes"

for i in $(seq 200); do
  finished "$ziping" score -q --jobs 1 --shard "$i/200" --out "$work/many" "$work/district" >"$work/log" 2>&1 ||
    { cat "$work/log"; problem "shard $i of 200"; }
done
check_merged "$work/many" 200

[ "$failed" -eq 0 ]
