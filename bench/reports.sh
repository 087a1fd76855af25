#!/bin/sh
# reports.sh: how long every report of a large district takes and how much memory: seconds, processor seconds, peak memory, size of what is written; of
# SQLite also rows a second. Usage: reports.sh BUILD
# REPORT_UNITS (500), REPORT_PROJECTS (40), REPORT_INDICATORS (10), REPORT_ROUNDS (3: the median is printed)
set -eu
LC_ALL=C
export LC_ALL
bin=$(cd "$1" && pwd)
data=$bin/reports
units=${REPORT_UNITS:-500} projects=${REPORT_PROJECTS:-40} indicators=${REPORT_INDICATORS:-10} rounds=${REPORT_ROUNDS:-3}
rm -rf "$data"
mkdir -p "$data"
cd "$data"
"$bin/bench/ziping_gen" --units "$units" --projects "$projects" --indicators "$indicators" --mess 3 --out in >/dev/null
"$bin/ziping" score --quiet --out out in >/dev/null 2>&1 || [ $? -eq 1 ]
echo "$units units x $projects projects x $indicators indicators: a result of $(($(wc -c <out/result.msgpack) / 1048576)) MiB"
echo "limits: html 10 s, xlsx 10 s and 64 MiB, sqlite 300000 rows/s"

median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

for form in html xlsx sqlite csv json markdown docx text; do
  rm -f figures
  i=0
  while [ $i -lt "$rounds" ]; do
    rm -rf made
    sync
    "$bin/bench/measure" figures "$bin/ziping" report --to $form --out made out >/dev/null
    i=$((i + 1))
  done
  seconds=$(cut -d ' ' -f 1 figures | median)
  more=
  if [ $form = sqlite ] && command -v sqlite3 >/dev/null; then
    rows=$(sqlite3 made "SELECT name FROM sqlite_master WHERE type = 'table'" | while read -r table; do sqlite3 made "SELECT count(*) FROM $table"; done |
      awk '{ sum += $1 } END { print sum }')
    more=$(awk -v r="$rows" -v s="$seconds" 'BEGIN { printf ", %d rows, %d rows/s", r, r / s }')
  fi
  awk -v form=$form -v s="$seconds" -v cpu="$(awk '{ print $2 + $3 }' figures | median)" -v kib="$(cut -d ' ' -f 4 figures | median)" \
    -v size="$(du -sk made | cut -f 1)" -v more="$more" \
    'BEGIN { printf "%-8s  %.2f s, %.2f s of processor, peak %d MiB, %d MiB written%s\n", form, s, cpu, kib / 1024, size / 1024, more }'
done
rm -rf made
