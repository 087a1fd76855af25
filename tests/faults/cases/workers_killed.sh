#!/bin/sh
# workers_killed.sh: kill -9 of the workers of a run: once is mended, again and again is told, and the others are scored.
. "${0%/*}/../kit.sh"
district in 1500 10
score reference --quiet in
ends 0

begin "each worker once"
start out --quiet in
if under_way out 20000; then
  killed=0
  for worker in $(children_of "$run"); do kill -9 "$worker" && killed=$((killed + 1)); done
  [ "$killed" -gt 0 ] || say "no worker was found"
  finish
  ends 0
  same out/result.msgpack reference/result.msgpack
fi

begin "all workers, twenty times"
rm -rf out
start out --quiet in
if under_way out 20000; then
  i=0
  while [ "$i" -lt 20 ]; do
    for worker in $(children_of "$run"); do kill -9 "$worker" 2>/dev/null; done
    i=$((i + 1))
    sleep 0.05
  done
  finish
  ends 0 1 70
  if [ "$status" -eq 0 ]; then same out/result.msgpack reference/result.msgpack; fi
  if [ "$status" -eq 70 ]; then tells 'error E042'; fi
  score out --quiet --resume in
  ends 0
  same out/result.msgpack reference/result.msgpack
fi

begin "all workers, until the end"
rm -rf out
start out --quiet in
(while kill -0 "$run" 2>/dev/null; do
  for worker in $(children_of "$run"); do kill -9 "$worker" 2>/dev/null; done
done) & killer=$!
children="$children $killer"
finish
kill "$killer" 2>/dev/null
wait "$killer" 2>/dev/null
forget "$killer"
ends 70
tells 'error E042'
absent out/result.msgpack
score out --quiet --resume in
ends 0
same out/result.msgpack reference/result.msgpack
done_with
