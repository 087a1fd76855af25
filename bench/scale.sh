#!/bin/sh
# scale.sh: how memory and cost grow with a district: peak memory of the loop process and of a worker, time an indicator, two workers
# against one, and a night in which 1 % of the units changed. Usage: scale.sh BUILD
# SCALE_UNITS ("100 200 2000 20000"), SCALE_BASE (200: the size others are compared with), SCALE_PROJECTS (5), SCALE_INDICATORS (10), SCALE_FORMAT (msgpack, where it is read, else csv),
# SCALE_ROUNDS (3)
set -eu
LC_ALL=C
export LC_ALL
bin=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
data=$bin/scale
sizes=${SCALE_UNITS:-100 200 2000 20000}
base=${SCALE_BASE:-200}
projects=${SCALE_PROJECTS:-5}
indicators=${SCALE_INDICATORS:-10}
rounds=${SCALE_ROUNDS:-3}
format=csv
grep -q zp_reader_msgpack "$root/plugins/registry.c" && format=msgpack
format=${SCALE_FORMAT:-$format}
workers=no
"$bin/ziping" score --help | grep -q -e --jobs && workers=yes
[ $workers = yes ] || echo "skipped: workers and incremental nights: this ziping has no --jobs; one process does all"

rm -rf "$data"
mkdir -p "$data"
cd "$data"

make() {  # FOLDER UNITS [OPTION…]
  folder=$1
  shift
  "$bin/bench/ziping_gen" --format "$format" --projects "$projects" --indicators "$indicators" --out "$folder" --units "$@"
}

# score FIGURES JOBS OUT FOLDER: appends a line to FIGURES. Whatever else, the run must end well. What was written before is on the disk by then:
# a run syncs what it made, and is not to pay for others.
score() {
  sync
  if [ $workers = yes ]; then
    "$bin/bench/measure" "$1" --poll 5 "$bin/ziping" score --quiet --jobs "$2" --out "$3" "$4" >/dev/null
  else
    find "$4" -type f | sort >list
    xargs -x -n 100000 -s 2000000 "$bin/bench/measure" "$1" --poll 5 "$bin/ziping" score --quiet --out "$3" <list >/dev/null
  fi
}

median() {  # FILE COLUMN
  awk -v c="$2" '{ print $c }' "$1" | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

most() {  # FILE COLUMN
  awk -v c="$2" '$c > m { m = $c } END { print m + 0 }' "$1"
}

say() {  # NAME VALUE UNIT
  printf '%s %s %s\n' "$1" "$2" "$3" | tee -a figures.txt
}

per_row() {  # SECONDS UNITS
  awk -v s="$1" -v n="$(($2 * projects * (indicators + 1)))" 'BEGIN { printf "%.0f", s * 1e9 / n }'
}

# ---- each size: full runs with one worker and with two ------------------------------------------------------------------
base_cost=
for units in $sizes; do
  make "d$units" "$units"
  sleep 5  # files that were written only just are read again the next night (core/store/README.md)
  round=0
  while [ "$round" -lt "$rounds" ]; do
    rm -rf out
    score "one.$units" 1 out "d$units"
    if [ $workers = yes ]; then
      rm -rf out2
      score "two.$units" 2 out2 "d$units"
      cmp out/result.msgpack out2/result.msgpack || { echo "scale.sh: one and two workers differ" >&2; exit 1; }
    fi
    round=$((round + 1))
  done
  cost=$(per_row "$(median "one.$units" 1)" "$units")
  say "cost_$units" "$cost" ns/indicator
  say "peak_process_$units" "$(most "one.$units" 4)" KiB
  if [ $workers = yes ]; then
    say "peak_worker_$units" "$(most "one.$units" 5)" KiB
    say "speedup_two_$units" "$(awk -v a="$(median "one.$units" 1)" -v b="$(median "two.$units" 1)" 'BEGIN { printf "%.2f", a / b }')" x
  fi
  [ "$units" -ne "$base" ] || base_cost=$cost
  [ -z "$base_cost" ] || say "cost_growth_$units" "$(awk -v a="$cost" -v b="$base_cost" 'BEGIN { printf "%.1f", (a / b - 1) * 100 }')" "% over $base"

  # ---- the next night: 1 % of the units are others, the rest is taken over ----------------------------------------------
  if [ $workers = yes ]; then
    make next "$units" --change 1
    diff -rq next "d$units" | sed -n 's/^Files \(.*\) and \(.*\) differ$/\1\n\2/p' | xargs -d '\n' -r -n 2 cp
    rm -rf next
    score "night.$units" 1 out "d$units"
    rm -rf out2
    score "night_full.$units" 1 out2 "d$units"
    cmp out/result.msgpack out2/result.msgpack || { echo "scale.sh: an incremental night differs from a full run" >&2; exit 1; }
    say "night_$units" "$(awk -v a="$(median "night_full.$units" 1)" -v b="$(median "night.$units" 1)" 'BEGIN { printf "%.1f", a / b }')" "x faster than in full"
  fi
  rm -rf "d$units" out out2
done
echo "figures: $data/figures.txt ($format, $projects projects of $indicators indicators a unit)"
