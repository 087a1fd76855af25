#!/bin/sh
# make.sh: manual pages and completions of the program, made of its own help, so that they cannot say anything else.
# Usage: make.sh ZIPING SOURCE OUT VERSION. Writes OUT/man/{,zh_CN/}man1/*.1.gz and OUT/{bash,zsh,fish}. Equal help gives equal bytes.
set -eu
LC_ALL=C
export LC_ALL
ziping=$1 here=$2/core/cli/manual source=$2 out=$3 version=$4
rm -rf "$out"
mkdir -p "$out/man/man1" "$out/man/zh_CN/man1" "$out/parts"

# The commands there are, each with what it is for: the last of two or more blanks ends the synopsis.
about() {  # LANGUAGE
  "$ziping" --lang "$1" --help | sed -n 's/^  ziping \([a-z][a-z-]*\) *.*[^ ]   *\([^ ].*\)$/\1	\2/p' | awk -F '\t' '!seen[$1]++'
}
about en >"$out/parts/about.en"
about zh >"$out/parts/about.zh"
commands=$(cut -f 1 "$out/parts/about.en")

page() {  # LANGUAGE COMMAND FILE
  what=$(awk -F '\t' -v c="$2" '$1 == c { print $2 }' "$out/parts/about.$1")
  {
    "$ziping" --lang "$1" ${2:+"$2"} --help |
      awk -v command="$2" -v lang="$1" -v about="${what:-$(cat "$here/about.$1")}" -v version="$version" -f "$here/page.awk"
    [ -n "$2" ] || cat "$here/tail.$1"
    awk -v own="$2" -v title="$([ "$1" = zh ] && echo 参见 || echo 'SEE ALSO')" '
      BEGIN { print ".SH " title }
      { names[++count] = $1 }
      END {
        if (own != "") list = "ziping (1)"
        for (i = 1; i <= count; i++) if (own == "") list = list (list == "" ? "" : " ,\n.BR ") "ziping\\-" names[i] " (1)"
        gsub(/ ,/, ",", list)
        print ".BR " list
      }' "$out/parts/about.$1"
  } >"$out/parts/page"
  gzip -9nc "$out/parts/page" >"$3.gz"
}
for lang in en zh; do
  folder=$out/man/man1
  [ $lang = en ] || folder=$out/man/zh_CN/man1
  page $lang "" "$folder/ziping.1"
  for command in $commands; do page $lang "$command" "$folder/ziping-$command.1"; done
done

for lang in en zh; do
  for command in $commands; do "$ziping" --lang $lang "$command" --help | awk -v command="$command" -f "$here/options.awk"; done >"$out/parts/options.$lang"
done
packs=$(for pack in "$source"/rules/*/pack.lua; do basename "${pack%/pack.lua}"; done | grep -vx template | tr '\n' ' ')
codes=$(sed -n 's/^ZP_STATUS([A-Z0-9_]*, "\([A-Z][0-9]*\)".*/\1/p' "$source/core/base/statuses.def" | sort | tr '\n' ' ')
for shell in bash zsh fish; do
  awk -F '\t' -v packs="${packs% }" -v codes="${codes% }" -v shell=$shell -f "$here/completion.awk" -f "$here/$shell.awk" \
    "$out/parts/about.en" "$out/parts/about.zh" "$out/parts/options.en" "$out/parts/options.zh" >"$out/$shell"
done
rm -r "$out/parts"
