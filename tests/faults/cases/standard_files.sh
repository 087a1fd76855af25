#!/bin/sh
# standard_files.sh: started by a timer: standard files closed or full, nobody reading, no HOME, no locale.
. "${0%/*}/../kit.sh"
district in 12 3
score reference in
ends 0
try() {  # STATUS WORDS…: after each, the result is right
  rm -rf out
  wanted=$1 status=$2
  ends "$wanted"
  same result reference/result.msgpack
}
run() { "$ziping" score --jobs 2 --out out in; }
check() {  # NAME WANTED STATUS
  begin "$1"
  status=$3
  ends "$2"
  same out/result.msgpack reference/result.msgpack
  same out/result.journal whole.journal
  rm -rf out
}
score out --jobs 1 in  # one worker writes the journal in one order
cp out/result.journal whole.journal
rm -rf out
run() { "$ziping" score --jobs 1 --out out in; }
run >/dev/null 2>&1 <&-; check "no standard input" 0 $?
run 2>told >&-; check "no standard output" 70 $?
run >/dev/null 2>&-; check "no standard error" 0 $?
run <&- >&- 2>&-; check "none of the three" 70 $?
run >/dev/full 2>told; check "standard output is full" 70 $?
run >/dev/null 2>/dev/full; check "standard error is full" 0 $?
mkfifo pipe
sh -c 'exec 3<pipe' & run 2>told >pipe; code=$?; wait $!; check "nobody reads" 70 "$code"
env -i "$ziping" score --jobs 1 --out out in >/dev/null 2>&1 <&-; check "no environment" 0 $?
env -i HOME=/nonexistent LC_ALL=nowhere TZ=nowhere "$ziping" score --jobs 1 --out out in >/dev/null 2>&1 </dev/null
check "a home and a locale that are not there" 0 $?
done_with
