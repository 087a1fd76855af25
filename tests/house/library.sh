#!/bin/sh
# library.sh: libziping as others use it: installed, found by pkg-config and by CMake, the example built both ways, and its result has the bytes of `ziping
# score`. Its symbols are those of the header, which C and C++ read. Usage: library.sh BUILD SOURCE
set -u
build=$(cd "$1" && pwd) source=$(cd "$2" && pwd)
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
failed=0
problem() { echo "library: $1"; failed=1; }

cmake --install "$build" --prefix "$work/own prefix" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
prefix="$work/own prefix"
library=$(find "$prefix" -name 'libziping.so.0.*')
[ -f "$library" ] || { problem "no library is installed"; exit 1; }

grep -oE '\bziping_[a-z_]+\(' "$prefix/include/ziping.h" | tr -d '(' | sort -u >"$work/declared"
nm -D --defined-only "$library" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' | sort -u >"$work/defined"
grep -vE '^ *//' "$prefix/include/ziping.h" | grep -oE '\bziping_[a-z_]+\(' | tr -d '(' | sort -u >"$work/declared"
cmp -s "$work/declared" "$work/defined" || { problem "symbols (left: of the header)"; diff "$work/declared" "$work/defined"; }
nm -D --defined-only "$library" | grep -v ' ziping_\| ZIPING_0' && problem "other symbols are visible"
readelf -d "$library" | grep -q 'SONAME.*libziping.so.0' || problem "the SONAME"

echo '#include <ziping.h>
int main(void) { return ziping_version()[0] == 0; }' >"$work/header.c"
cp "$work/header.c" "$work/header.cc"
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name ziping.pc)")
export PKG_CONFIG_PATH
flags=$(pkg-config --cflags --libs ziping) || problem "pkg-config"
[ "$(pkg-config --modversion ziping)" = "$("$build/ziping" --version | cut -d ' ' -f 2)" ] || problem "the version of pkg-config"
eval "cc -std=c99 -Wall -Wextra -Werror -pedantic -o '$work/header_c' '$work/header.c' $flags" || problem "C99 does not read the header"
eval "c++ -std=c++11 -Wall -Wextra -Werror -pedantic -o '$work/header_cc' '$work/header.cc' $flags" || problem "C++ does not read the header"
eval "cc -std=c11 -Wall -Wextra -Werror -o '$work/by_pkg_config' '$source/core/api/example/score_files.c' $flags" || problem "the example by pkg-config"
cmake -S "$source/core/api/example" -B "$work/by_cmake" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 && cmake --build "$work/by_cmake" >>"$work/log" 2>&1 ||
  { cat "$work/log"; problem "the example by CMake"; }

# The files of the sample, as the program scores them.
cp "$source/tests/data/laozhuangzi-goals.txt" "$source/tests/data/laozhuangzi-filled.csv" "$work/"
cd "$work" || exit 70
"$build/ziping" score -q --out run laozhuangzi-goals.txt laozhuangzi-filled.csv >/dev/null || [ $? -eq 1 ] || problem "ziping score"
LD_LIBRARY_PATH=$(dirname "$library")
export LD_LIBRARY_PATH
for program in ./by_pkg_config ./by_cmake/score_files; do
  $program --write own.msgpack laozhuangzi-filled.csv laozhuangzi-goals.txt >out 2>err || { cat err; problem "$program failed"; }
  cmp own.msgpack run/result.msgpack || problem "$program: other bytes than ziping score"
  grep -q '^老庄子镇人民政府: [0-9]*\.[0-9][0-9] ' out || { cat out; problem "$program does not tell the total"; }
  rm -f own.msgpack
done

# Two towns at once: with their district.
sed 's/老庄子镇/东河镇/g' laozhuangzi-goals.txt >east-goals.txt
sed 's/老庄子镇/东河镇/g; s/,17个,/,16个,/' laozhuangzi-filled.csv >east-filled.csv
printf 'PK\003\004 broken' >broken.xlsx
set -- laozhuangzi-goals.txt east-filled.csv laozhuangzi-filled.csv east-goals.txt broken.xlsx
"$build/ziping" score -q --out district "$@" >/dev/null 2>&1 || [ $? -eq 1 ] || problem "ziping score of two towns"
./by_cmake/score_files --write own.msgpack "$@" >out 2>err || { cat err; problem "the example with two towns"; }
cmp own.msgpack district/result.msgpack || problem "two towns: other bytes than ziping score"
[ "$failed" -eq 0 ]
