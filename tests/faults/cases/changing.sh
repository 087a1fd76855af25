#!/bin/sh
# changing.sh: a file that grows while it is read, and one that goes away: what is scored is what was read, and the next run
# does not take it for what is there by then.
. "${0%/*}/../kit.sh"
district in 60 20
unit=$(ls in | sed -n 5p)
file=in/$unit/自评表.csv
tail -n 1 "$file" >row
i=0
while [ "$i" -lt 6 ]; do
  tail -n +2 "$file" >rows
  cat rows >>"$file"
  i=$((i + 1))
done
begin "a file that grows"
(while :; do cat row >>"$file"; done) & writer=$!
children="$children $writer"
for round in 1 2 3; do
  score out in
  ends 1
  tells 'error E058'
done
kill -9 "$writer"
wait "$writer" 2>/dev/null
forget "$writer"
score out --quiet in
last=$status
score fresh --quiet in
ends "$last"
same out/result.msgpack fresh/result.msgpack

begin "a file that goes away"
rm -rf in out
district in 1500 10
start out --quiet in
gone=$(ls in | tail -n 1)
if under_way out 20000; then
  rm -r "in/$gone"
  finish
  ends 0 1
  if [ "$status" -eq 1 ]; then
    "$ziping" report --to json out >printed 2>told
    grep -q "$gone/" printed || say "the unit that went away is not in the result"
  fi
  score out --quiet in
  ends 0
  rm -rf fresh
  score fresh --quiet in
  ends 0
  same out/result.msgpack fresh/result.msgpack
fi
done_with
