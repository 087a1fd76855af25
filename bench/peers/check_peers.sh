#!/bin/sh
# check_peers.sh: a small district in every format: all peers that are there give the same points, and the generator the same bytes.
# Usage: check_peers.sh BUILD
set -eu
bin=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/../.." && pwd)
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
LC_ALL=C
export LC_ALL
. "$root/bench/peers/peers.sh"
make_district "$data" --units 3 --projects 4 --seed 42
cd "$data"
mkdir again
make_district "$data/again" --units 3 --projects 4 --seed 42
for made in csv json msgpack district.tsv district.json; do diff -r "$made" "again/$made"; done

failed=0
ran=0
for name in $peers; do
  missing=$(peer_missing "$name")
  if [ -n "$missing" ]; then
    echo "$missing"
    continue
  fi
  if peer "$name" >"total.$name" && check_peer "$name"; then ran=$((ran + 1)); else
    echo "FAILED: $name"
    failed=$((failed + 1))
  fi
done

# A day later a third of the units are others; the rest keep their bytes.
"$bin/bench/ziping_gen" --units 3 --projects 4 --seed 42 --change 34 --format csv --out later
changed=$(diff -rq csv later | wc -l)
[ "$changed" -eq 1 ] || { echo "FAILED: --change 34 of 3 units changed $changed"; failed=$((failed + 1)); }

# What a mess of a district does: everything is told, nothing breaks.
"$bin/bench/ziping_gen" --units 3 --projects 4 --seed 42 --mess 30 --format csv --out mess
status=0
"$bin/ziping" score --quiet --out out.mess mess/*/* >/dev/null || status=$?
[ "$status" -eq 1 ] || { echo "FAILED: a district with spoilt rows ended with $status"; failed=$((failed + 1)); }

echo "$ran peers agree on $(tr '\n' ' ' <total.limit)"
[ "$failed" -eq 0 ] && [ "$ran" -ge 2 ]
