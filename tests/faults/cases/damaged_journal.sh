#!/bin/sh
# damaged_journal.sh: a journal with another byte, or cut, at some 200 places: the right result, or with --resume a refusal that
# names the cause, after which a plain run gives the right result.
. "${0%/*}/../kit.sh"
district in 3 2
score reference in
ends 0
journal=reference/result.journal
size=$(stat -c %s "$journal")
refused=0 right=0
try() {  # ARGUMENTS…
  score out "$@" in
  ends 0 2
  if [ "$status" -eq 0 ]; then
    same out/result.msgpack reference/result.msgpack
    right=$((right + 1))
  else
    tells 'error E50[456]'
    refused=$((refused + 1))
    score out in
    ends 0
    same out/result.msgpack reference/result.msgpack
  fi
}
damage() {  # BYTE
  old=$(od -An -tu1 -j "$1" -N 1 "$journal")
  printf "\\$(printf %o $(((old + 1 + $1 % 255) % 256)))" | dd of=out/result.journal bs=1 seek="$1" conv=notrunc status=none
}
# All of the head, then evenly.
places=$(awk -v size="$size" 'BEGIN { for (i = 0; i < 40; i++) print i; for (i = 0; i < 60; i++) print int(40 + i * (size - 41) / 59) }')
mkdir out
for place in $places; do
  begin "another byte at $place"
  rm -f out/*
  cp "$journal" out/
  damage "$place"
  if [ $((place % 3)) -eq 0 ]; then try; else try --resume; fi
  begin "cut at $place"
  rm -f out/*
  head -c "$place" "$journal" >out/result.journal
  if [ $((place % 3)) -eq 0 ]; then try --resume; else try; fi
done
echo "journals damaged: $(echo "$places" | wc -l) bytes, as many cuts, of $size bytes; right at once $right, refused first $refused"
case=all
[ "$refused" -gt 0 ] || say "none was refused"
done_with
