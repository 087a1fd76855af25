#!/bin/sh
# taken_names.sh: what stands where the result, the journal or the lock belong is a folder, a link, a pipe.
. "${0%/*}/../kit.sh"
district in 3 2
score reference in
ends 0

begin "the result is a folder"
mkdir -p a/result.msgpack
score a in
ends 70
tells 'error E011.*a folder'
begin "the result is a pipe"
mkdir b
mkfifo b/result.msgpack
score b in
ends 70
tells 'error E011.*not a regular file'
begin "the result is a link to a file"
mkdir c elsewhere
: >elsewhere/file
ln -s ../elsewhere/file c/result.msgpack
score c in
ends 0
same elsewhere/file reference/result.msgpack
begin "the result is a link to nothing"
mkdir d
ln -s absent d/result.msgpack
score d in
ends 0 70
if [ "$status" -eq 0 ]; then same d/result.msgpack reference/result.msgpack; else tells 'error E011'; fi
begin "the result is a link to itself"
mkdir e
ln -s result.msgpack e/result.msgpack
score e in
ends 0 70
if [ "$status" -eq 0 ]; then same e/result.msgpack reference/result.msgpack; else tells 'error E011'; fi
begin "the journal"
for kind in folder pipe nothing; do
  mkdir "j$kind"
  case $kind in
    folder) mkdir "j$kind/result.journal" ;;
    pipe) mkfifo "j$kind/result.journal" ;;
    nothing) ln -s absent "j$kind/result.journal" ;;
  esac
  score "j$kind" in
  ends 0 70
  if [ "$status" -eq 0 ]; then same "j$kind/result.msgpack" reference/result.msgpack; else tells 'error E01'; fi
done
case=
begin "the lock"
for kind in folder pipe link; do
  mkdir "l$kind"
  case $kind in
    folder) mkdir "l$kind/.ziping.lock" ;;
    pipe) mkfifo "l$kind/.ziping.lock" ;;
    link) ln -s ../in "l$kind/.ziping.lock" ;;
  esac
  score "l$kind" in
  ends 0 70
  if [ "$status" -eq 0 ]; then same "l$kind/result.msgpack" reference/result.msgpack; else tells 'error E011'; fi
done
done_with
