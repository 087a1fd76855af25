# kit.sh: what the cases of faults share. A case is run as `sh CASE.sh BUILD ROOT`, in an empty folder that it may fill: the
# program and its rules are there as bin/ziping and rules/, so that any user can read them. Nothing is left behind.
set -u
build=$1 root=$2
work=$(mktemp -d) || exit 70
chmod 755 "$work"
case=start mounted='' children='' failed=0 checks=0 left_out=''
clean() {
  for child in $children; do kill -9 "$child" 2>/dev/null; done
  for folder in $mounted; do umount "$folder" 2>/dev/null || umount -l "$folder"; done
  chmod -R u+rwx "$work" 2>/dev/null
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 70' INT TERM
mkdir "$work/bin"
cp "$build/ziping" "$work/bin/"
cp -r "$root/rules" "$work/rules"
cd "$work" || exit 70
ziping=$work/bin/ziping
unset ZIPING_LANG ZIPING_PACKS
export LC_ALL=en_US.UTF-8

# district FOLDER UNITS INDICATORS: folders of units, all of them scored whole.
district() { "$build/bench/ziping_gen" --units "$2" --projects 1 --indicators "$3" --seed 5 --format csv --out "$1"; }
# score OUT ARGUMENTS…: the status is in $status (124: it hangs), what was told in `told`.
score() {
  out=$1
  shift
  timeout -k 5 100 "$ziping" score --jobs 2 --out "$out" "$@" >printed 2>told
  status=$?
}

say() {
  failed=$((failed + 1))
  echo "$case: $1"
  [ ! -s told ] || head -n 4 told | sed 's/^/    /'
}
begin() { case=$1; : >told; }
# ends STATUS…: the last run ended with one of them.
ends() {
  checks=$((checks + 1))
  for wanted in "$@"; do [ "$status" -ne "$wanted" ] || return 0; done
  say "ended with $status, not with $*"
}
tells() {
  checks=$((checks + 1))
  grep -q -e "$1" told || say "does not tell $1"
}
same() {
  checks=$((checks + 1))
  cmp -s "$1" "$2" || say "$1 is not $2"
}
absent() {
  checks=$((checks + 1))
  [ ! -e "$1" ] || say "$1 is there"
}
# children_of PID: the workers of a run.
children_of() { cat "/proc/$1/task/$1/children" 2>/dev/null; }
# start OUT ARGUMENTS…: in the background; its process is $run.
start() {
  out=$1
  shift
  "$ziping" score --jobs 2 --out "$out" "$@" >printed 2>told &
  run=$!
  children="$children $run"
}
# under_way OUT BYTES: waits until the journal has so many.
under_way() {
  tries=0
  while [ "$(stat -c %s "$1/result.journal" 2>/dev/null || echo 0)" -lt "$2" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 3000 ] || { say "does not get under way"; return 1; }
    kill -0 "$run" 2>/dev/null || { say "was done too soon"; return 1; }
    sleep 0.01
  done
}
finish() {
  wait "$run"
  status=$?
  forget "$run"
}
# forget PID: it has ended; another process may have its number by now.
forget() {
  kept=
  for child in $children; do [ "$child" = "$1" ] || kept="$kept $child"; done
  children=$kept
}
leave_out() {
  echo "left out: $1"
  left_out=yes
}
done_with() {
  echo "checks $checks, failed $failed"
  [ "$failed" -eq 0 ] || exit 1
  [ -z "$left_out" ] || exit 77
  exit 0
}
