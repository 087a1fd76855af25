#!/bin/sh
# test_layers.sh: .ci/layers passes a copy of the tree, and names file and line of each violation planted in it.
# Usage: test_layers.sh ROOT
set -u
root=$1
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
tried=0 failed=0

mkdir "$work/tree" "$work/tree/bench" "$work/tree/rules" "$work/tree/tests"
for name in core plugins bench tests/support CMakeLists.txt CMakePresets.json LICENSE; do
  [ ! -e "$root/$name" ] || cp -R "$root/$name" "$work/tree/$(dirname "$name")/"
done
: >"$work/tree/README.md"

wrong() {
  failed=$((failed + 1))
  echo "$1"
  cat "$work/out"
}

passes() {  # WHAT
  tried=$((tried + 1))
  sh "$root/.ci/layers" "$work/tree" >"$work/out" 2>&1 || wrong "should pass: $1"
}

# Makes FILE of the C text (printf format), wants "FILE:LINE: …WORDS…" and exit 1, and nothing else said; takes it away again.
refuses() {  # FILE LINE WORDS TEXT
  tried=$((tried + 1))
  mkdir -p "$work/tree/$(dirname "$1")"
  printf "$4" >"$work/tree/$1"
  sh "$root/.ci/layers" "$work/tree" >"$work/out" 2>&1
  [ $? -eq 1 ] || wrong "should be refused with status 1: $1: $4"
  [ "$(grep -c "^$1:$2: .*$3" "$work/out")" -eq 1 ] && [ "$(wc -l <"$work/out")" -eq 1 ] || wrong "should be named: $1:$2: $3"
  rm "$work/tree/$1"
}

allows() {  # FILE TEXT
  mkdir -p "$work/tree/$(dirname "$1")"
  printf "$2" >"$work/tree/$1"
  passes "$1: $2"
  rm "$work/tree/$1"
}

include_refused() {  # FOLDER INCLUDE
  refuses "$1/x.c" 2 'include\|no home' "// x.c: planted.\n#include $2\n"
}

include_allowed() {  # FOLDER INCLUDE
  allows "$1/x.c" "// x.c: planted.\n#include $2\n"
}

passes "the tree as it is"
rm -rf "$work/tree/plugins" "$work/tree/tests" "$work/tree/bench"  # a small tree from here on: 70 looks at it
mkdir "$work/tree/plugins" "$work/tree/tests" "$work/tree/bench"
find "$work/tree/core" -mindepth 1 -maxdepth 1 ! -name base -exec rm -rf {} +

# Each folder against the next one up.
include_refused core/base '"model/value.h"'
include_refused core/model '"form/join.h"'
include_refused core/form '"script/host.h"'
include_refused core/script '"form/join.h"'
include_refused core/script '"pipeline/pipeline.h"'
include_refused core/pipeline '"store/result_file.h"'
include_refused core/store '"batch/run.h"'
include_refused core/store '"cli/cli.h"'
include_refused core/pipeline '"plugins/registry.h"'
include_refused core/batch '"plugins/registry.h"'
include_refused plugins/readers '"form/join.h"'
include_refused plugins '"pipeline/pipeline.h"'
include_refused core/model '"../form/join.h"'
include_refused core/model '"core/form/join.h"'
include_refused core/model '"value.h"'
include_refused core/model 'FORM_HEADER'
include_refused core/form '<lua.h>'
include_refused core/pipeline '<lauxlib.h>'
include_refused core/form '<lua5.4/lua.h>'
include_refused core/cli '<uv.h>'
include_refused core/cli '<msgpack.h>'
include_refused plugins/readers '<msgpack.h>'
include_refused core/store '<jansson.h>'
include_refused core/script '<sodium.h>'
include_refused plugins/readers '<utf8proc.h>'
include_refused core/cli '<libsmartcols/libsmartcols.h>'
include_refused core/base ' "model/value.h" // base/value.h'
include_allowed core/base '"base/text.h"'
include_allowed core/store '"pipeline/pipeline.h"'
include_allowed core/cli '"plugins/registry.h"'
include_allowed core/script '<lua.h>'
include_allowed core/batch '<uv.h>'
include_allowed plugins/reports '<jansson.h>'
include_allowed plugins/readers '"model/format.h"'
include_allowed plugins '"plugins/registry.h"'
include_allowed tests/unit '<lua.h>'
include_allowed bench '"form/join.h"'
include_allowed core/model '<string.h>  // not "form/join.h"'

# The file as such.
refuses core/model/x.c 1 'first line' '#include "base/text.h"\n'
refuses core/model/x.c 1 'first line' '// y.c: another name.\n'
refuses core/model/x.h 1 'no #pragma once' '// x.h: planted.\n'
refuses tests/unit/x.h 1 'no #pragma once' '// x.h: planted.\n'
refuses core/budget/x.c 1 'does not know' '// x.c: planted.\n'
refuses core/model/util.c 1 'no noun' '// util.c: planted.\n'
refuses core/model/x.c 2 'carriage' '// x.c: planted.\nint x;\r\n'
refuses core/model/x.c 3 'unfinished' '// x.c: planted.\n\n// TO''DO: later\n'
refuses core/model/x.c 1 'file of 501' "// x.c: planted.\n$(yes '// line' | head -n 499)\n// end\n"
allows core/model/x.c "// x.c: planted.\n$(yes '// line' | head -n 498)\n// end\n"
allows core/model/x.c "// x.c: planted.\nconst int t[][2] = {\n$(yes '  { 1, 2 },' | head -n 900)\n};\n"
allows core/model/x.def "// x.def: a table.\n$(yes '// line' | head -n 600)\n"

# Functions: 61 lines between the braces are one too many; tables are no functions.
body() { yes '  f();' | head -n "$1"; }
refuses core/model/x.c 4 'function of 61' "// x.c: planted.\n\nint f(void)\n{\n$(body 61)\n}\n"
refuses core/model/x.c 3 'function of 61' "// x.c: planted.\n\nint f(void) {\n$(body 61)\n}\n"
allows core/model/x.c "// x.c: planted.\n\nint f(void)\n{\n$(body 60)\n}\n"
allows core/model/x.c "// x.c: planted.\n\nstatic const char *const t[] = {\n$(body 90)\n};\n"
allows core/model/x.c "// x.c: planted.\n\nint f(void)\n{\n$(body 58)\n  int t[] = {\n$(yes '  { 1 },' | head -n 20)\n};\n}\n"
allows core/model/x.c "// x.c: planted.\n\nstruct t {\n$(body 90)\n};\n"

# Literals: Chinese in strings and characters, not in comments; never in .def tables, tests and benches.
refuses core/model/x.c 2 'Chinese' '// x.c: planted.\nconst char *x = "元";\n'
refuses core/cli/x.c 2 'Chinese' '// x.c: planted.\nconst char *x = "a\\"" "，"; // text\n'
refuses core/model/x.c 2 'ZP_W_KIND_DATE' '// x.c: planted.\nconst char *x = "#KIND_DATE";\n'
refuses core/model/x.c 3 'Chinese' '// x.c: planted.\n/* "元\n*/ const char *x = "分";\n'
allows core/model/x.c '// x.c: planted （元）.\nint x; // "元"\n/* "元" */\n'
allows core/model/x.c "// x.c: planted.\nint c = '\"'; // 元\"\n"
allows core/model/x.def '// x.def: planted.\nZP_X("元")\n'
allows tests/unit/x.c '// x.c: planted.\nconst char *x = "元";\n'

# What belongs to the process.
refuses core/form/x.c 2 'leaves locale' '// x.c: planted.\nvoid f(void) { setlocale(0, ""); }\n'
refuses plugins/x.c 2 'leaves locale' '// x.c: planted.\nvoid f(void) { srand(1); }\n'
allows core/cli/x.c '// x.c: planted.\nvoid f(void) { setlocale(0, ""); }\n'

# The top level.
refuses Makefile 1 'visible top level' 'all:\n'
refuses docs 1 'visible top level' 'x\n'
allows .hidden 'x\n'
rm "$work/tree/LICENSE"
tried=$((tried + 1))
sh "$root/.ci/layers" "$work/tree" >"$work/out" && wrong "should miss the LICENSE"
grep -q '^LICENSE:1: ' "$work/out" || wrong "should name the LICENSE"

echo "$tried cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$tried" -eq 72 ]
