#!/bin/sh
# service.sh: what is installed for timers runs as timers run it: no environment, no home, no standard input.
# Usage: service.sh BUILD SOURCE
set -u
. "$2/tests/support/district.sh"
units=3
make_district
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
cmake --install "$build" --prefix "$prefix" >"$work/log" 2>&1 || { cat "$work/log"; problem "cmake --install"; }
unit=$prefix/lib/systemd/system/ziping-score.service
doc=$prefix/share/doc/ziping

for file in "$unit" "${unit%.service}.timer" "$prefix/lib/sysusers.d/ziping.conf" "$doc/README.md" "$doc/ziping.cron" \
  "$doc/kubernetes-job.yaml" "$doc/slurm.sbatch"; do
  [ -s "$file" ] || problem "not installed: $file"
done
grep -n '@' "$unit" "$doc/ziping.cron" && problem "a place in a template was not filled in"

# run NAME COMMAND: in the root folder, with the folders of the service put into the work folder.
run() {
  command=$(echo "$2" | sed "s|/var/lib/ziping/|$work/$1/|; s|/srv/ziping|$work/district|; s|>/dev/null||")
  mkdir "$work/$1"
  (cd / && exec env -i PATH=/usr/bin:/bin sh -c "$command" <&-) >"$work/out" 2>"$work/err"
  status=$?
  [ "$status" -eq 1 ] || problem "$1: status $status"
  cmp "$work/whole/result.msgpack" "$work/$1/result/result.msgpack" || problem "$1: another result"
  [ ! -s "$work/err" ] || { cat "$work/err"; problem "$1: words on standard error"; }
}
run service "$(sed -n 's/^ExecStart=//p' "$unit")"
run cron "$(sed -n 's/^[0-9].* ziping \(nice .*\)/\1/p' "$doc/ziping.cron")"

sh -n "$doc/slurm.sbatch" || problem "slurm.sbatch"
if command -v systemd-analyze >/dev/null; then
  systemd-analyze verify "$unit" "${unit%.service}.timer" >"$work/log" 2>&1 || { cat "$work/log"; problem "systemd-analyze verify"; }
else
  echo "not checked by systemd-analyze: it is not installed"
fi

[ "$failed" -eq 0 ]
