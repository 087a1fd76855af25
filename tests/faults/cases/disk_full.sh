#!/bin/sh
# disk_full.sh: a file system without room, and a limit on the size of files: refused with the cause, gone on with later.
. "${0%/*}/../kit.sh"
district in 40 4
score reference in
ends 0

# Every size from "not even the lock" to "nearly enough".
if mkdir disk && mount -t tmpfs -o size=4k zp-faults disk 2>/dev/null; then
  mounted=$work/disk
  need=$(($(du -sk reference | cut -f1) + 200))
  for size in 4 8 16 32 48 64 80 96 112 128 160 192 224 $((need / 2)) $((need / 3)); do
    begin "a disk of $size KiB"
    rm -rf disk/out
    mount -o "remount,size=${size}k" disk || say "the disk keeps its size"
    score disk/out in
    ends 0 70
    if [ "$status" -ne 0 ]; then
      tells 'error E011.*the disk is full'
      absent disk/out/result.msgpack
    fi
    mount -o remount,size=64m disk
    score disk/out --resume in
    ends 0
    same disk/out/result.msgpack reference/result.msgpack
  done
else
  leave_out "a full tmpfs: it cannot be mounted here (needs root)"
fi

# In blocks of 512 bytes; workers may write no file at all.
for blocks in 0 1 2 8 16 64 128 200; do
  begin "files of $blocks blocks at most"
  # What is told goes through a pipe: it may not be a file either.
  { (ulimit -f "$blocks" && exec "$ziping" score --jobs 2 --quiet --out limited in 2>&1 >/dev/null); echo "status $?"; } | cat >told
  status=$(sed -n 's/^status //p' told)
  ends 0 70
  if [ "$status" -eq 0 ]; then same limited/result.msgpack reference/result.msgpack
  else tells 'error E0'; absent limited/result.msgpack; fi
  score limited --resume in
  ends 0
  same limited/result.msgpack reference/result.msgpack
  rm -rf limited
done
done_with
