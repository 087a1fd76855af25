#!/bin/sh
# read_only.sh: folders that cannot be written and inputs that cannot be read.
. "${0%/*}/../kit.sh"
district in 12 3
score reference in
ends 0

if mkdir disk && mount -t tmpfs -o size=16m zp-faults disk 2>/dev/null; then
  mounted=$work/disk
  cp -r reference disk/out
  mount -o remount,ro disk
  begin "a read-only file system"
  score disk/out in
  ends 70
  tells 'error E011.*read-only'
  same disk/out/result.msgpack reference/result.msgpack
  score disk/new in
  ends 70
  tells 'error E011.*read-only'
else
  leave_out "a read-only tmpfs: it cannot be mounted here (needs root)"
fi

begin "the folder is a file"
: >file
score file in
ends 70
tells 'error E011'
score file/below in
ends 70
tells 'error E011'

# What root may do all the same, others may not.
as_nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
if [ "$(id -u)" -ne 0 ]; then as_nobody() { "$@"; }; fi
if as_nobody test -x "$ziping" 2>/dev/null; then
  begin "a folder that may not be written"
  mkdir closed
  chmod 555 closed
  as_nobody "$ziping" score --jobs 2 --out closed in >printed 2>told
  status=$?
  ends 70
  tells 'error E011.*permission denied'
  as_nobody "$ziping" score --jobs 2 --out closed/below in >printed 2>told
  status=$?
  ends 70
  tells 'error E011.*permission denied'

  begin "a file and a folder that may not be read"
  cp -r in some
  unit=$(ls some | sed -n 3p) folder=$(ls some | sed -n 7p)
  chmod 000 "some/$unit"/*.csv "some/$folder"
  mkdir open
  chmod 777 open
  as_nobody "$ziping" score --jobs 2 --out open/out some >printed 2>told
  status=$?
  ends 1
  tells "$unit/.*error E010.*permission denied"
  tells "$folder.*error E010.*permission denied"
  grep -q '^Units in the total: 10 ' printed || say "the ten others are not scored"
  chmod 755 "some/$folder"
  chmod 644 "some/$unit"/*.csv
  as_nobody "$ziping" score --jobs 2 --out open/out some >printed 2>told
  status=$?
  ends 0
  same open/out/result.msgpack reference/result.msgpack
else
  leave_out "folders of others: setpriv cannot become nobody here"
fi
done_with
