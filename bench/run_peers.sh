#!/bin/sh
# run_peers.sh: ziping and its peers over one generated district: checks that all give the same points, then lets them take turns and
# prints medians of whole processes with a warm cache. Usage: run_peers.sh BUILD
# PEER_UNITS (200), PEER_PROJECTS (25), PEER_INDICATORS (10), PEER_ROUNDS (5), PEER_SECONDS (150: no new round after them, 5 apart)
set -eu
LC_ALL=C
export LC_ALL
bin=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
data=$bin/peers/data
. "$root/bench/peers/peers.sh"
units=${PEER_UNITS:-200}
projects=${PEER_PROJECTS:-25}
indicators=${PEER_INDICATORS:-10}
rounds=${PEER_ROUNDS:-5}
started=$(date +%s)

rm -rf "$data"
mkdir -p "$data/small"
sh "$root/bench/peers/install.sh" "$root/build/bench/peers" || [ $? -eq 77 ]
make_district "$data" --units "$units" --projects "$projects" --indicators "$indicators"
make_district "$data/small" --units 1 --projects 1 --indicators 1

# ---- who takes part: all that are there and right -----------------------------------------------------------------------
cd "$data"
running=
for name in $peers; do
  missing=$(peer_missing "$name")
  if [ -n "$missing" ]; then
    echo "$missing"
  elif peer "$name" >"total.$name" && check_peer "$name"; then
    running="$running $name"
  else
    echo "run_peers.sh: $name does not give the points of the limit: no figures" >&2
    exit 1
  fi
done
rows=$(sed -n 's/^rows //p' total.limit)
echo "$rows rows of $units units; all give the same points: $(sed -n 's/^cents //p' total.limit) cents"

# ---- taking turns: the district, and a district of two rows to know what starting costs ---------------------------------
round=0
while [ "$round" -lt "$rounds" ]; do
  for name in $running; do
    peer "$name" "$bin/bench/measure" "$data/figures.$name" >/dev/null
    (cd small && peer "$name" "$bin/bench/measure" "$data/start.$name" >/dev/null)
  done
  round=$((round + 1))
  if [ $(($(date +%s) - started)) -gt "${PEER_SECONDS:-150}" ] && [ "$round" -lt "$rounds" ]; then
    echo "stopped after $round rounds: ${PEER_SECONDS:-150} s are over"
    break
  fi
done

# ---- the rules alone: typed rows that lie ready in memory -------------------------------------------------------------------
# ziping: the scoring stage of bench_score, sandbox on, outcomes and notes kept; JavaScript: the engine's own function; mawk: what
# is left without a program that only reads its table.
turn=0
while [ "$turn" -lt 3 ] && [ -x "$bin/bench/bench_score" ]; do
  "$bin/bench/bench_score" "$root/rules" 1 | sed -n 's/^score_lua \([0-9.]*\) .*/\1/p' >>rules.ziping
  for name in $running; do
    engine=$name
    case $name in
      node) engine=plain ;;
      filtrex | json-logic | json-rules | zen) ;;
      mawk) "$bin/bench/measure" read.mawk mawk -F '\t' -v out=points.alone 'NR > 1 { sum += $17; print 1 > out } END { print sum }' district.tsv >/dev/null ;;
    esac
    case $name in
      node | filtrex | json-logic | json-rules | zen)
        node "$root/bench/peers/district.js" "$engine" district.json points.alone ns >/dev/null
        cat ns >>"rules.$name" ;;
    esac
  done
  turn=$((turn + 1))
done

# ---- the table ----------------------------------------------------------------------------------------------------------
median() {  # FILE COLUMN: user and system time are columns 2 and 3, their sum is column 0
  awk -v c="$2" '{ print c == 0 ? $2 + $3 : $c }' "$1" | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}
for name in $running; do
  echo "$name $(median "figures.$name" 1) $(median "figures.$name" 0) $(median "start.$name" 1) $(median "figures.$name" 4)"
done >medians
own=ziping-csv
case "$running" in *ziping-msgpack*) own=ziping-msgpack ;; esac

awk -v rows="$rows" -v own="$own" -v rounds="$round" '
  { name[NR] = $1; ns[NR] = $2 * 1e9 / rows; cpu[NR] = $3 * 1e9 / rows; start[NR] = $4 * 1e3; kib[NR] = $5; at[$1] = NR }
  END {
    for (i = 1; i <= NR; i++) { work[i] = ns[i] - start[i] * 1e6 / rows; if (work[i] < 1) work[i] = 1 }
    printf "\n%-15s %13s %12s %9s %9s %10s %9s %12s\n", "", "ns/indicator", "without start", "CPU ns", "start ms", "peak MiB",
           "x limit", "x ziping"
    for (i = 1; i <= NR; i++)
      printf "%-15s %13.0f %13.0f %9.0f %9.1f %10.1f %8.1fx %11.2fx\n", name[i], ns[i], work[i], cpu[i], start[i], kib[i] / 1024,
             ns[i] / ns[at["limit"]], ns[i] / ns[at[own]]
    printf "medians of %d runs; x ziping: times what %s takes; without start: less a run over two rows\n", rounds, own
  }' medians
if [ -s rules.ziping ]; then
  printf '\nthe rules alone, rows ready in memory (medians; ziping: sandbox on, outcomes and notes kept)\n'
  for name in ziping $running; do
    [ ! -s "rules.$name" ] || echo "$name $(median "rules.$name" 1)"
    [ "$name" != mawk ] || echo "mawk $(median figures.mawk 1) $(median read.mawk 1)" | awk -v rows="$rows" '{ print $1, ($2 - $3) * 1e9 / rows }'
  done >rules
  awk '{ name[NR] = $1; ns[NR] = $2; if ($1 == "ziping") own = $2 }
    END { for (i = 1; i <= NR; i++) printf "%-15s %13.0f ns/indicator %8.1fx ziping\n", name[i], ns[i], ns[i] / own }' rules
fi
echo
for name in $running; do echo "$name: $(peer_note "$name")"; done

# ---- kept ---------------------------------------------------------------------------------------------------------------
commit=$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)
machine=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
machine="$machine, $(nproc) cores"
awk -v rows="$rows" -v commit="$commit" -v machine="$machine" -v load="$(cut -d ' ' -f 1 /proc/loadavg)" -v units="$units" '
  BEGIN { print "commit\tmachine\tload\tunits\trows\tpeer\tns_per_indicator\tcpu_ns_per_indicator\tstart_ms\tpeak_kib" }
  { printf "%s\t%s\t%s\t%d\t%d\t%s\t%.1f\t%.1f\t%.2f\t%d\n", commit, machine, load, units, rows, $1, $2 * 1e9 / rows, $3 * 1e9 / rows, $4 * 1e3, $5 }
' medians >"$bin/peers/district.tsv"
echo "figures: $bin/peers/district.tsv${PEER_KEEP:+, bench/results/district.tsv}"
[ -z "${PEER_KEEP:-}" ] || cp "$bin/peers/district.tsv" "$root/bench/results/district.tsv"
