#!/bin/sh
# report_tables.sh: every number of the JSON report is in the CSV and in the SQLite file, for the sample and a generated district.
# Usage: report_tables.sh BUILD SOURCE
set -u
. "$(dirname "$0")/../support/district.sh"
units=40
make_district
trap 'rm -rf "$work"' EXIT
compare=$build/tests/compare_reports

# agree NAME RESULT: the three reports beside each other.
agree() {
  for to in json csv sqlite; do
    "$ziping" --lang en report --to $to --out "$work/$1.$to" "$2" || problem "$1: no $to"
  done
  echo "$1:"
  "$compare" "$work/$1.json" "$work/$1.csv" "$work/$1.sqlite" || problem "$1"
}

agree district "$work/whole"
finished "$ziping" score -q --out "$work/one" "$work/district/sample" >/dev/null || problem "the sample"
agree sample "$work/one"

# The same again replaces, another is added.
"$ziping" --lang en report --to sqlite --out "$work/district.sqlite" "$work/whole" || problem "again"
"$compare" "$work/district.json" "$work/district.csv" "$work/district.sqlite" >/dev/null || problem "replaced"
"$ziping" --lang en report --to sqlite --out "$work/district.sqlite" "$work/one" || problem "another"
"$compare" "$work/district.json" "$work/district.csv" "$work/district.sqlite" >/dev/null || problem "added"
for to in csv markdown; do
  "$ziping" report --to $to "$work/whole" >"$work/1.$to" && "$ziping" report --to $to "$work/whole" | cmp - "$work/1.$to" || problem "$to differs"
done
[ "$failed" = 0 ]
