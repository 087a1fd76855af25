# district.sh: for tests/cluster: sourced with BUILD and SOURCE as $1 and $2; leaves an empty folder $work, the program $ziping,
# sixty generated units and the sample's folder in $work/district, and the result of a run in one piece in $work/whole.
build=$(cd "$1" && pwd) || exit 70
source=$(cd "$2" && pwd) || exit 70
ziping=$build/ziping
unset ZIPING_LANG ZIPING_PACKS
failed=0

# A test that cannot run says which and why.
skip() {
  echo "skipped: ${0##*/}: $1"
  exit 77
}

problem() {
  echo "failed: $1"
  failed=$((failed + 1))
}

# Status 1 is "finished, something is unscored"; generated districts with mess always have that.
finished() {
  "$@"
  [ $? -le 1 ]
}

make_district() {
  work=$(mktemp -d) || exit 70
  chmod 755 "$work"
  "$build/bench/ziping_gen" --units "${units:-60}" --projects 3 --indicators 4 --seed 7 --format csv --mess 5 --out "$work/district" \
    >/dev/null || exit 70
  mkdir "$work/district/sample" || exit 70
  cp "$source"/tests/data/laozhuangzi-* "$work/district/sample/" || exit 70
  finished "$ziping" score -q --out "$work/whole" "$work/district" >"$work/whole.log" 2>&1 || { cat "$work/whole.log"; exit 1; }
}

# merge FOLDER COUNT: the shards of a folder joined must be the bytes of the whole.
check_merged() {
  if "$ziping" merge --out "$work/merged" "$1"/shard-*-of-"$2".msgpack >"$work/merge.log" 2>&1 &&
    cmp "$work/whole/result.msgpack" "$work/merged/result.msgpack"; then
    echo "$2 shards merged: the bytes of the whole run"
  else
    cat "$work/merge.log"
    problem "$2 shards"
  fi
  rm -rf "$work/merged"
}
