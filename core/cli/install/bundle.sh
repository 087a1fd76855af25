#!/bin/sh
# bundle.sh: ziping as one file for offices without a network: what `cmake --install` installs, a program that looks for its
# libraries beside itself, those libraries (not glibc's), the licences of all that is in it. Needs Debian's dpkg to name them.
# Equal builds give equal bytes. Usage: bundle.sh BUILD OUT, after `cmake --build BUILD --target ziping_apart`
# Writes OUT/ziping-VERSION-linux-ARCH.tar.gz and OUT/ziping-VERSION-linux-ARCH.tar.gz.sha256; the last line is the former's path.
set -eu
LC_ALL=C
TZ=UTC0
export LC_ALL TZ
umask 022
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
for program in dpkg-query readelf ldd sha256sum strip; do
  command -v $program >/dev/null || { echo "skipped: no offline bundle: there is no $program"; exit 77; }
done
stop() { echo "bundle.sh: $1" >&2; exit 1; }

version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
seconds=${SOURCE_DATE_EPOCH:-$(date -d "$(sed -n 's/^ -- .*>  //p' "$here/changelog" | head -n 1)" +%s)}
name=ziping-$version-linux-$(dpkg --print-architecture)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
root=$stage/$name
libraries=$root/lib/ziping
licences=$root/licences

# ---- what is installed; the units and cron lines that come along name /opt/ziping ------------------------------------------
DESTDIR=$stage/installed cmake --install "$build" --prefix /opt/ziping --strip >"$stage/log" || { cat "$stage/log" >&2; exit 1; }
mv "$stage/installed/opt/ziping" "$root"
strip -o "$root/bin/ziping" "$build/bundle/ziping"
ln -s bin/ziping "$root/ziping"
rm -rf "$root/include" "$root"/lib/libziping* "$root/lib/cmake" "$root/lib/pkgconfig" "$root/share/doc/ziping/example"  # for who builds programs: the .deb
cp "$here/bundle-readme.txt" "$root/README.txt"

# ---- libraries: the Debian package each is of, and its copyright file; glibc is the system's -------------------------------
# package_of FILE: a path may be known by its name in /lib or in /usr/lib.
package_of() {
  real=$(readlink -f "$1")
  for path in "$1" "$real" "${real#/usr}"; do
    owner=$(dpkg-query -S "$path" 2>/dev/null | sed -n '1s/:.*//p')
    [ -z "$owner" ] || { echo "$owner"; return; }
  done
  stop "no package is known that $1 is of"
}

# keep_licence PACKAGE: with the texts in /usr/share/common-licenses that it refers to.
keep_licence() {
  [ -s "/usr/share/doc/$1/copyright" ] || stop "$1 has no copyright file"
  cp -L "/usr/share/doc/$1/copyright" "$licences/$1.txt"
  for text in $(grep -o '/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]' "$licences/$1.txt" | sort -u); do
    [ ! -e "$text" ] || cp -L "$text" "$licences/common/"
  done
}

mkdir -p "$libraries" "$licences/common"
cp "$here/copyright" "$licences/ziping.txt"
! ldd "$build/bundle/ziping" | grep 'not found' >&2 || stop "a library is missing"
ldd "$build/bundle/ziping" | sed -n 's/^[[:space:]]*\([^ ]*\) => \(\/[^ ]*\) .*/\1 \2/p' >"$stage/needed"
while read -r soname path; do
  package=$(package_of "$path")
  [ "$package" != libc6 ] || continue
  install -m 644 "$(readlink -f "$path")" "$libraries/$soname"
  echo "$package $(dpkg-query -W -f '${Version}' "$package") lib/ziping/$soname" >>"$stage/origin"
  keep_licence "$package"
done <"$stage/needed"
for archive in $(sed -n 's/^ZP_[a-z0-9]*_ARCHIVE:FILEPATH=\(\/.*\)/\1/p' "$build/CMakeCache.txt"); do
  package=$(package_of "$archive")
  echo "$package $(dpkg-query -W -f '${Version}' "$package") bin/ziping" >>"$stage/origin"
  keep_licence "$package"
done
sort -u "$stage/origin" >"$licences/LIBRARIES.txt"

# ---- one file: sorted, of nobody, of one time -------------------------------------------------------------------------------
chmod -R u=rwX,go=rX "$root"
(cd "$root" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >"$stage/sums")
install -m 644 "$stage/sums" "$root/SHA256SUMS"
tar -C "$stage" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mtime="@$seconds" -cf "$stage/bundle.tar" "$name"
gzip -9nc "$stage/bundle.tar" >"$stage/$name.tar.gz"
mv "$stage/$name.tar.gz" "$out/$name.tar.gz"
(cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
echo "$out/$name.tar.gz"
