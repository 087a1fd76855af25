#!/bin/sh
# package.sh: the Debian package: unpacked, its program scores the sample as nobody, without HOME and locale; a second one, made
# later and in another zone, has equal bytes; lintian, where it is, has no errors. Skipped (77) without dpkg-deb.
# Usage: package.sh BUILD
set -u
command -v dpkg-deb >/dev/null && command -v dpkg-shlibdeps >/dev/null || { echo "skipped: dpkg-dev is not installed"; exit 77; }
build=$(cd "$1" && pwd) || exit 70
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
failed=0
problem() { echo "package: $1"; failed=1; }

pack() {  # FOLDER ZONE
  (umask 022 && TZ=$2 cpack --config "$build/CPackConfig.cmake" -B "$work/$1" >"$work/log" 2>&1) || { cat "$work/log"; exit 1; }
}
pack first UTC0
pack second CST-8
deb=$(echo "$work"/first/ziping_*.deb)
cmp "$deb" "$work/second/${deb##*/}" || problem "packed twice, the bytes differ"

[ "$(zcat <"$build/core/cli/install/changelog.gz" | sed -n '1s/.*(\(.*\)).*/\1/p')" = "$(dpkg-deb -f "$deb" Version)" ] ||
  problem "the changelog is of another version"

dpkg-deb -x "$deb" "$work/root" || problem "dpkg-deb -x"
for file in bin/ziping share/ziping/rules/mof-2020/pack.lua share/ziping/sample/laozhuangzi-goals.txt \
  share/man/man1/ziping.1.gz share/man/zh_CN/man1/ziping-score.1.gz share/bash-completion/completions/ziping \
  share/zsh/vendor-completions/_ziping share/fish/vendor_completions.d/ziping.fish \
  include/ziping.h share/doc/ziping/example/score_files.c \
  share/doc/ziping/copyright share/doc/ziping/changelog.gz lib/systemd/system/ziping-score.timer lib/sysusers.d/ziping.conf; do
  [ -s "$work/root/usr/$file" ] || problem "not in the package: usr/$file"
done
[ -n "$(find "$work/root/usr/lib" -name 'libziping.so.0.*')" ] && [ -n "$(find "$work/root/usr/lib" -name ziping.pc)" ] || problem "the library is not in the package"
grep -q '^ExecStart=/usr/bin/ziping ' "$work/root/usr/lib/systemd/system/ziping-score.service" || problem "ExecStart"
depends=$(dpkg-deb -f "$deb" Depends)
for library in libc6 libsmartcols1 libxlsxwriter libzip; do
  case $depends in *$library*) ;; *) problem "Depends lacks $library: $depends" ;; esac
done

# As an ordinary user, from a folder that it may not write to.
as_nobody=
[ "$(id -u)" -ne 0 ] || as_nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
mkdir -m 1777 "$work/tmp" && mkdir -m 755 "$work/here"
[ "$(id -u)" -eq 0 ] || chmod 555 "$work/here"
(cd "$work/here" && exec $as_nobody env -i TMPDIR="$work/tmp" "$work/root/usr/bin/ziping" demo <&-) >"$work/out" 2>"$work/err" ||
  { cat "$work/out" "$work/err"; problem "ziping demo failed"; }
for made in result.msgpack pages/index.html result.xlsx; do
  [ -s "$(echo "$work"/tmp/ziping-demo-*/"$made")" ] || problem "ziping demo did not write $made"
  grep -qF "/${made%/index.html}" "$work/out" || problem "ziping demo does not name $made"
done

# A build for developers has libraries linked in that the preset deb takes shared.
linked_in=
grep -q '^ZP_SHARED:STRING=.*expat' "$build/CMakeCache.txt" || linked_in="--suppress-tags embedded-library"
if command -v lintian >/dev/null; then
  lintian --allow-root --fail-on error $linked_in "$deb" >"$work/log" 2>&1 || { cat "$work/log"; problem "lintian has errors"; }
else
  echo "not checked by lintian: it is not installed"
fi
[ "$failed" -eq 0 ]
