#!/bin/sh
# signals.sh: what stops a run, how soon, and how it goes on; two runs at once.
. "${0%/*}/../kit.sh"
district in 1500 10
score reference --quiet in
ends 0

for signal in INT TERM; do
  begin "SIG$signal"
  rm -rf out
  start out --quiet in
  under_way out 20000 || continue
  from=$(date +%s%N)
  kill -s "$signal" "$run"
  finish
  took=$((($(date +%s%N) - from) / 1000000))
  ends 75
  tells 'error E048'
  tells '--resume'
  absent out/result.msgpack
  [ "$took" -le 1000 ] || say "took $took ms"
  score out --quiet --resume in
  ends 0
  same out/result.msgpack reference/result.msgpack
done

begin "SIGINT twice"
rm -rf out
start out --quiet in
if under_way out 20000; then
  kill -s INT "$run"
  kill -s INT "$run" 2>/dev/null
  finish
  ends 75
  [ -z "$(children_of "$run")" ] || say "workers are left"
  score out --quiet --resume in
  ends 0
  same out/result.msgpack reference/result.msgpack
fi

begin "SIGUSR1, SIGPIPE, SIGHUP of nobody"
rm -rf out
start out --log-format json --quiet in
if under_way out 20000; then
  kill -s USR1 "$run"
  kill -s PIPE "$run"
  finish
  ends 0
  tells '"event":"progress"'
  same out/result.msgpack reference/result.msgpack
fi

begin "two runs at once"
rm -rf out
start out --quiet in
first=$run
if under_way out 20000; then
  "$ziping" score --out out --jobs 1 in >printed2 2>told2
  status=$?
  finish_status=$status
  cp told2 told
  ends 75
  tells "error E047.*pid $first,"
  finish
  ends 0
  same out/result.msgpack reference/result.msgpack
fi
done_with
