#!/bin/sh
# equal_bytes.sh: the same pack and inputs give the same bytes whatever compiled the program, and whatever processor, language
# and zone it runs under, with --shadow too, and with units in any order. Prints what was compared and its digest; the first
# difference is shown with the unit and row it stands in. Ends with 77 when a part had to be left out; it is named.
# Usage: equal_bytes.sh ROOT FOLDER GENERATE   (FOLDER keeps the builds; GENERATE: the program of generate.c)
set -u
root=$1 folder=$2 generate=$3
packs="mof-2020 department-steps audit-example"
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
unset GLIBC_TUNABLES LANG LC_ALL TZ ZIPING_LANG ZIPING_PACKS
cd "$root" || exit 70
compared=0 left_out=

leave_out() {
  echo "left out: $1"
  left_out=yes
}

# ---- programs: every compiler with and without optimising -----------------------------------------------------------
build() {  # COMPILER LEVEL
  tree=$folder/$1$2
  cmake -S "$root" -B "$tree" -G Ninja -DCMAKE_BUILD_TYPE= -DCMAKE_C_COMPILER="$1" -DCMAKE_C_FLAGS="$2" >"$work/log" 2>&1 &&
    cmake --build "$tree" -j 2 --target ziping >>"$work/log" 2>&1 || {
    cat "$work/log"
    echo "$1 $2: cannot be built"
    exit 1
  }
  # A fused multiply-add would give another last bit; so would arithmetic for speed.
  lines=$(grep -c '"command":' "$tree/compile_commands.json")
  safe=$(grep '"command":' "$tree/compile_commands.json" | grep -e ' -ffp-contract=off ' | grep -c -v -e '-ffast-math' -e '-Ofast')
  if [ "$lines" -eq 0 ] || [ "$lines" -ne "$safe" ]; then
    echo "$1 $2: of $lines files only $safe are compiled with -ffp-contract=off"
    exit 1
  fi
  programs="$programs $tree/ziping"
}

programs=
for compiler in gcc clang-14; do
  if ! command -v "$compiler" >/dev/null; then
    leave_out "$compiler is not installed (sh .ci/deps test)"
    continue
  fi
  for level in -O0 -O3; do build "$compiler" "$level"; done
done

# ---- inputs: the sample town and a generated district, a file for each unit -------------------------------------------
mkdir "$work/units" "$work/ordered" "$work/reversed"
"$generate" 7 16 4 10 >"$work/ordered/district.csv" || exit 70
awk -F, -v folder="$work/units" '
  NR == 1 { head = $0; next }
  $1 != unit { unit = $1; file = sprintf("%s/unit%03d.csv", folder, ++units); print head >file }
  { print >file }' "$work/ordered/district.csv"
ls "$work"/units/*.csv "$root"/tests/data/laozhuangzi-* >"$work/inputs"
awk '{ print (NR * 7919) % 1009, $0 }' "$work/inputs" | sort -n | cut -d' ' -f2- >"$work/shuffled"
{
  head -n 1 "$work/ordered/district.csv"
  ls -r "$work"/units/*.csv | while read -r unit; do tail -n +2 "$unit"; done
} >"$work/reversed/district.csv"
echo "inputs: $(wc -l <"$work/inputs") files, $(wc -l <"$work/ordered/district.csv") generated rows"

# ---- comparing ----------------------------------------------------------------------------------------------------------
score() {  # PROGRAM OUT LIST PACK OPTION…
  run=$1 to=$2 from=$3 with=$4
  shift 4
  # shellcheck disable=SC2046  # no name has a blank in it
  "$run" score -q --pack "$with" --out "$to" "$@" $(cat "$from") >/dev/null 2>"$work/err"
  status=$?
  [ "$status" -le 1 ] && return
  cat "$work/err"
  echo "$run --pack $with: exit $status"
  exit 1
}

differ() {  # WHAT ONE OTHER (both JSON)
  echo "not equal: $1"
  diff -U 1 -F '"name"\|"level3"' "$2" "$3" | sed -n '3,40p'
  exit 1
}

same() {  # WHAT OUT: the bytes of the first program are wanted
  compared=$((compared + 1))
  cmp -s "$work/wanted-$pack/result.msgpack" "$2/result.msgpack" && return
  for one in "$work/wanted-$pack" "$2"; do "$first" report --to json "$one" >"$one/json"; done
  differ "$1" "$work/wanted-$pack/json" "$2/json"
}

# Units in another order within one file stand in other rows: all but that must be equal.
same_but_rows() {  # PROGRAM PACK
  for order in ordered reversed; do
    echo "$work/$order/district.csv" >"$work/$order/list"
    score "$1" "$work/$order" "$work/$order/list" "$2"
    "$1" report --to json "$work/$order" | sed -E '/^ *"(row|digest)":/d' >"$work/$order/json"
  done
  compared=$((compared + 1))
  cmp -s "$work/ordered/json" "$work/reversed/json" || differ "$2, units of one file in reverse" "$work/ordered/json" "$work/reversed/json"
}

everywhere() {  # WHAT [NAME=VALUE…]: all programs and packs under an environment
  what=$1
  shift
  for pack in $packs; do
    for program in $programs; do
      (
        [ $# -eq 0 ] || export "$@"
        score "$program" "$work/out" "$work/inputs" "$pack"
      ) || exit 1
      same "$pack, ${program#"$folder"/}, $what" "$work/out"
    done
  done
  echo "equal: $what"
}

first=${programs# }
first=${first%% *}
for pack in $packs; do
  score "$first" "$work/wanted-$pack" "$work/inputs" "$pack"
  echo "$pack: $(sha256sum "$work/wanted-$pack/result.msgpack" | cut -c1-16), $(wc -c <"$work/wanted-$pack/result.msgpack") bytes"
done
everywhere "gcc and clang, -O0 and -O3"

# Both spellings: glibc before and after 2.33.
without=glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-FMA4_Usable,-AVX512F_Usable,-AVX2,-FMA,-FMA4,-AVX512F
if command -v ld.so >/dev/null && ld.so --list-diagnostics >"$work/with" 2>/dev/null; then
  GLIBC_TUNABLES=$without ld.so --list-diagnostics >"$work/without"
  changed=$(diff "$work/with" "$work/without" | grep -c '^> x86.cpu_features.*active')
  echo "GLIBC_TUNABLES: glibc goes without $changed groups of features of this processor"
fi
everywhere "without FMA, AVX2 and AVX512" GLIBC_TUNABLES="$without"

mkdir "$work/locale"
if localedef -i de_DE -f UTF-8 "$work/locale/de_DE.UTF-8" >/dev/null 2>&1 &&
  [ "$(LOCPATH=$work/locale LC_ALL=de_DE.UTF-8 locale decimal_point)" = , ]; then
  everywhere "LC_ALL=de_DE.UTF-8" LOCPATH="$work/locale" LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8
else
  leave_out "de_DE.UTF-8 cannot be made (sh .ci/deps test installs locales)"
fi
everywhere "LC_ALL=C" LC_ALL=C LANG=C
everywhere "TZ=America/St_Johns" TZ=America/St_Johns
everywhere "TZ=Pacific/Kiritimati" TZ=Pacific/Kiritimati

for pack in $packs; do
  for program in $programs; do
    score "$program" "$work/out" "$work/shuffled" "$pack"
    same "$pack, ${program#"$folder"/}, files in another order" "$work/out"
    score "$program" "$work/out" "$work/inputs" "$pack" --shadow
    same "$pack, ${program#"$folder"/}, --shadow" "$work/out"
  done
  same_but_rows "$first" "$pack"
done
echo "equal: files in another order; units of one file in reverse; --shadow, where nothing hangs"

# A pack whose scores do hang: what is said of them is the same everywhere too.
pack=hanging
case=tests/cli/score_shadow
echo "$case/town.csv" | cat - "$work/shuffled" >"$work/list"
score "$first" "$work/wanted-hanging" "$work/list" "$case/pack" --shadow
hanging=$("$first" report --to json "$work/wanted-hanging" | grep -c '"code": "W305"')
[ "$hanging" -gt 0 ] || { echo "nothing hangs in $case: --shadow is not tried"; exit 1; }
for program in $programs; do
  score "$program" "$work/out" "$work/list" "$case/pack" --shadow
  same "hanging, ${program#"$folder"/}" "$work/out"
done
echo "equal: --shadow, where $hanging scores hang"

echo "$compared results compared, all equal"
[ "$compared" -gt 0 ] && [ -z "$left_out" ] || exit 77
