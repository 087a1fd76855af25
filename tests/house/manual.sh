#!/bin/sh
# manual.sh: every option a command takes is in its help, in both languages, and the reverse; pages are what groff and man accept; completions answer.
# Usage: manual.sh BUILD SOURCE. What needs a program that is not there is named as not checked.
set -u
build=$(cd "$1" && pwd) source=$(cd "$2" && pwd)
ziping=$build/ziping made=$build/core/cli/manual/made
LC_ALL=C
export LC_ALL
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
failed=0
problem() { echo "manual: $1"; failed=1; }

# ---- options: the tables of getopt against the help ------------------------------------------------------------------------
commands=$("$ziping" --lang en --help | sed -n 's/^  ziping \([a-z][a-z-]*\) .*/\1/p' | sort -u)
[ "$(echo "$commands" | wc -l)" -ge 15 ] || problem "commands: $commands"
table=$(sed -n 's/^  { "\([a-z-]*\)", zp_cmd_.*/\1/p' "$source/core/cli/main.c" | grep -vxE 'worker|unpack|convert' | sort)
[ "$commands" = "$table" ] || problem "the help lists: $commands, the program has: $table"
for command in $commands; do
  file=$source/core/cli/cmd_$(echo "$command" | tr - _).c
  [ "$command" != score ] || file=$source/core/cli/score_options.c
  grep -oE '\{ "[a-z-]+", (no|required)_argument' "$file" | sed 's/{ "\(.*\)", .*/--\1/' | sort -u >"$work/taken"
  [ -s "$work/taken" ] || problem "no options found in $file"
  for lang in zh en; do
    "$ziping" --lang $lang "$command" --help >"$work/help" || problem "$command --help"
    grep -oE -e '--[a-z][a-z-]*' "$work/help" | sort -u >"$work/told"
    # An option with a short name may be told by that alone.
    comm -23 "$work/taken" "$work/told" | grep -vx -e --quiet >"$work/silent"
    [ ! -s "$work/silent" ] || problem "$command takes, and its help ($lang) does not tell: $(tr '\n' ' ' <"$work/silent")"
    comm -13 "$work/taken" "$work/told" >"$work/unknown"
    for option in $(cat "$work/unknown"); do  # help may speak of another command's option: then it names that one before it
      grep -qE "ziping [a-z-]+ [^;；]*$option|\`[^\`]*$option" "$work/help" || problem "$command does not take $option, its help ($lang) tells it"
    done
  done
  [ "$("$ziping" "$command" --help --lang en | head -c 6)" = Usage: ] || problem "$command --help --lang en is not English"
done

# ---- pages -------------------------------------------------------------------------------------------------------------------
for lang in '' zh_CN/; do
  for page in ziping $(echo "$commands" | sed 's/^/ziping-/'); do
    file=$made/man/${lang}man1/$page.1.gz
    gzip -dc "$file" >"$work/page" 2>/dev/null || { problem "no page $file"; continue; }
    for want in NAME:名称 SYNOPSIS:概要; do
      grep -qxE "\.SH (${want%:*}|${want#*:})" "$work/page" || { [ $page = ziping ] && [ $want = SYNOPSIS:概要 ]; } || problem "$file lacks ${want%:*}"
    done
    grep -q '[^ ] \\- [^ ]' "$work/page" || problem "$file does not say what it is for"
    command -v groff >/dev/null || continue
    groff -K utf8 -man -Tutf8 -ww -Wbreak "$work/page" 2>"$work/said" >"$work/shown" || problem "groff: $file"
    grep -v 'cannot adjust line' "$work/said" >"$work/said2" && { problem "$file"; cat "$work/said2"; }
    grep -q 'ziping' "$work/shown" || problem "$file shows nothing"
  done
done
command -v groff >/dev/null || echo "not checked: pages by groff, which is not installed"
for shell in bash zsh fish; do [ -s "$made/$shell" ] || problem "the completion of $shell is empty"; done
sh "$source/core/cli/manual/make.sh" "$ziping" "$source" "$work/again" "$("$ziping" --version | cut -d ' ' -f 2)" || problem "make.sh"
diff -r "$made" "$work/again" >/dev/null || problem "made twice, pages differ"

# ---- completions ---------------------------------------------------------------------------------------------------------------
cat >"$work/ask.bash" <<'END'
source "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_ziping
printf '%s\n' "${COMPREPLY[@]}"
END
asked() {  # WANTED WORD…: what bash completes the last word to
  want=$1
  shift
  got=$(bash --norc "$work/ask.bash" "$made/bash" "$@" | sort | tr '\n' ' ')
  [ "$got" = "$want " ] || problem "bash completes '$*' to: $got, not: $want"
}
if command -v bash >/dev/null; then
  cd "$work" || exit 70
  mkdir -p here/towns && cd here || exit 70
  : >form.csv
  asked 'score' ziping sc
  asked 'merge monitor' ziping m
  asked 'csv' ziping report --to c
  asked 'en zh' ziping --lang ''
  asked 'mof-2020 mof-2021-cost' ziping score --pack mof
  asked '--deadline --dry-run' ziping score --d
  asked 'check' ziping rules ch
  asked 'W301 W302 W303 W304 W305' ziping explain W30
  asked 'towns' ziping score --out t
  asked 'form.csv' ziping check f
  asked 'json' ziping --lang en doctor --format j
else
  echo "not checked: the completion of bash, which is not installed"
fi
if command -v zsh >/dev/null; then
  zsh -n "$made/zsh" || problem "zsh does not read its completion"
else
  echo "not checked: the completion of zsh, which is not installed"
fi
if command -v fish >/dev/null; then
  fish -n "$made/fish" || problem "fish does not read its completion"
  [ "$(fish -c "source '$made/fish'; complete -C 'ziping sc'" | cut -f 1)" = score ] || problem "fish does not complete sc"
  [ "$(fish -c "source '$made/fish'; complete -C 'ziping report --to cs'" | cut -f 1)" = csv ] || problem "fish does not complete --to cs"
else
  echo "not checked: the completion of fish, which is not installed"
fi
[ "$failed" -eq 0 ]
