#!/bin/sh
# bundle.sh: the offline bundle: made twice it has equal bytes; unpacked anywhere, its program needs of this machine no library but glibc's, and scores the
# sample as nobody, without HOME and locale. Skipped (77) where it cannot be made. Usage: bundle.sh BUILD SOURCE
set -u
build=$(cd "$1" && pwd) source=$(cd "$2" && pwd)
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
failed=0
problem() { echo "bundle: $1"; failed=1; }

made=$(sh "$source/core/cli/install/bundle.sh" "$build" "$work/one")
status=$?
[ $status -ne 77 ] || { echo "$made"; exit 77; }
[ $status -eq 0 ] || { echo "$made"; exit 1; }
(umask 077 && TZ=CST-8 sh "$source/core/cli/install/bundle.sh" "$build" "$work/two" >/dev/null) || problem "made again"
cmp "$work/one/${made##*/}" "$work/two/${made##*/}" || problem "made twice, the bytes differ"

mkdir -m 755 "$work/a place" && cd "$work/a place" || exit 70
(cd "$work/one" && sha256sum -c --quiet ./*.sha256) || problem "the checksum file"
tar xzf "$work/one/${made##*/}" || problem "tar"
cd ziping-* || exit 1
sha256sum -c --quiet SHA256SUMS || problem "SHA256SUMS"
for file in README.txt licences/ziping.txt licences/LIBRARIES.txt share/ziping/rules/mof-2020/pack.lua share/man/zh_CN/man1/ziping.1.gz \
  share/bash-completion/completions/ziping; do
  [ -s "$file" ] || problem "not in the bundle: $file"
done
[ ! -e include ] || problem "the header is for who builds programs"
here=$(pwd -P)
env -i LD_TRACE_LOADED_OBJECTS=1 ./bin/ziping >"$work/loaded"
[ "$(grep -c 'lib/ziping/' "$work/loaded")" -ge 3 ] || { cat "$work/loaded"; problem "libraries are not taken from the bundle"; }
grep -vE "=> $here/(bin/[.][.]/)?lib/ziping/|^[[:space:]]*(linux-vdso|/lib[^ ]*/ld-linux|(libc|libm|libdl|libpthread|librt)\\.so)" "$work/loaded" >"$work/outside"
[ ! -s "$work/outside" ] || { cat "$work/outside"; problem "libraries of this machine"; }

as_nobody=
[ "$(id -u)" -ne 0 ] || as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
mkdir -m 1777 "$work/tmp"
(cd / && exec $as_nobody env -i TMPDIR="$work/tmp" "$here/ziping" demo <&-) >"$work/out" 2>"$work/err" || { cat "$work/out" "$work/err"; problem "ziping demo"; }
[ -s "$(echo "$work"/tmp/ziping-demo-*/result.xlsx)" ] || problem "ziping demo wrote no workbook"
$as_nobody env -i "$here/bin/ziping" doctor >"$work/out" 2>&1 || [ $? -eq 1 ] || { cat "$work/out"; problem "ziping doctor"; }
[ "$(env -i "$here/ziping" --version)" = "$("$build/ziping" --version)" ] || problem "--version"
[ "$failed" -eq 0 ]
