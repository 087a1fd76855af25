# peers.sh: who is compared and how each is run; sourced by run_peers.sh and check_peers.sh, which set
#   root (of the source tree), bin (of the build), data (a folder made by make_district; also the working folder of every peer).
NODE_PATH=$root/build/bench/peers/node_modules  # made by install.sh; the tests of every build use them when they are there
export NODE_PATH
peers="limit ziping-msgpack ziping-json ziping-csv mawk python3 sqlite3 node filtrex json-logic json-rules zen"

# What is not like for like, beside what README.md says of all.
peer_note() {
  case $1 in
    limit) echo "the same records as ziping; doubles, no evidence, no findings, trusts its input" ;;
    ziping-msgpack) echo "exact decimals, evidence of every row, findings, every input checked, sandboxed rules, the result in full" ;;
    ziping-json) echo "as above, from JSON" ;;
    ziping-csv) echo "as above, and reads forms as people write them" ;;
    mawk | sqlite3) echo "the same members as a table in one file; doubles, no evidence, only the points written" ;;
    python3 | node) echo "the same records as JSON in one file; doubles, no evidence, only the points written" ;;
    filtrex | json-logic) echo "as node; the rules are compiled to JavaScript" ;;
    json-rules) echo "as node; it only chooses the rule, the formula is JavaScript" ;;
    zen) echo "as node; computes in decimals; 1000 rows a call, in threads of its own" ;;
  esac
}

# make_district FOLDER [OPTION…]: the same district in every format the peers read.
make_district() {
  to=$1
  shift
  for format in csv json msgpack; do "$bin/bench/ziping_gen" --format $format --out "$to/$format" "$@"; done
  for format in tsv json; do "$bin/bench/ziping_gen" --format $format --single --out "$to" "$@"; done
}

# Says by name why a peer cannot run, or nothing.
peer_missing() {
  case $1 in
    ziping-msgpack | ziping-json)
      grep -q "zp_reader_${1#ziping-}" "$root/plugins/registry.c" || echo "skipped: $1: ziping has no reader of it" ;;
    mawk | python3 | sqlite3 | node)
      command -v "$1" >/dev/null 2>&1 || echo "skipped: $1: not installed" ;;
    filtrex | json-logic | json-rules | zen)
      [ -d "$NODE_PATH" ] && command -v node >/dev/null 2>&1 || echo "skipped: $1: not installed from npm" ;;
  esac
}

# ziping over the units of a format, as one process or, where there are workers, with one of them.
score_units() {
  format=$1
  shift
  rm -rf "out.$format"
  if "$bin/ziping" score --help | grep -q -e --jobs; then
    "$@" "$bin/ziping" score --quiet --jobs "${jobs:-1}" --out "out.$format" "$format" >/dev/null || return
  else
    "$@" "$bin/ziping" score --quiet --out "out.$format" "$format"/*/* >/dev/null || return
  fi
}

# peer NAME [PREFIX…]: runs a peer in $data, with a command before it; it prints rows and cents (ziping: see peer_total) and leaves
# points.NAME, a line of cents for each row.
peer() {
  name=$1
  shift
  case $name in
    limit) "$@" "$bin/bench/limit" limit.msgpack msgpack ;;
    ziping-*) score_units "${name#ziping-}" "$@" ;;
    mawk) "$@" mawk -v out=points.mawk -f "$root/bench/peers/rules.awk" district.tsv ;;
    python3) "$@" python3 "$root/bench/peers/rules.py" district.json points.python3 ;;
    sqlite3) "$@" sqlite3 -batch :memory: ".read $root/bench/peers/rules.sql" ;;
    node) "$@" node "$root/bench/peers/district.js" plain district.json points.node ;;
    *) "$@" node "$root/bench/peers/district.js" "$name" district.json "points.$name" ;;
  esac
}

# Rows and cents of the peer's last run.
peer_total() {
  case $1 in
    ziping-*) "$bin/bench/totals" "out.${1#ziping-}/result.msgpack" ;;
    *) cat "total.$1" ;;
  esac
}

# check_peer NAME: the last run gave the totals of the limit, and the same points row by row as the first peer that wrote them.
check_peer() {
  peer_total "$1" >"got.$1" || return 1
  if ! cmp -s total.limit "got.$1"; then
    echo "DIFFERS: $1: $(tr '\n' ' ' <"got.$1")instead of $(tr '\n' ' ' <total.limit)"
    return 1
  fi
  [ -f "points.$1" ] || return 0
  [ -f points.first ] || cp "points.$1" points.first
  cmp "points.$1" points.first
}
