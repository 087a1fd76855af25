#!/bin/sh
# pages.sh: makes districts and the sample town, writes their pages and those of monitoring, and drives them in Chromium (pages.js).
# Skipped, by name, where node, Chromium, pdftotext or the packages of package-lock.json are missing: sh .ci/deps browser
# Usage: pages.sh BUILD SOURCE
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../support/district.sh"
chromium=$(command -v chromium) || skip "there is no chromium (sh .ci/deps browser)"
for program in node pdftotext pdfinfo pdftoppm; do
  command -v $program >/dev/null 2>&1 || skip "there is no $program (sh .ci/deps browser)"
done
for package in playwright-core axe-core; do
  [ -d "$here/node_modules/$package" ] || skip "the npm package $package is not in tests/browser (sh .ci/deps browser)"
done
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
data=$source/tests/data

# pages NAME INPUT…: the result of a run as pages in both languages.
pages() {
  name=$1
  shift
  finished "$ziping" score -q --out "$work/$name" "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  for lang in zh en; do
    "$ziping" report --lang $lang --to html --out "$work/$name-$lang" "$work/$name" >/dev/null || exit 1
  done
}

pages town "$data/laozhuangzi-goals.txt" "$data/laozhuangzi-filled.csv"
# Ten towns: three filled in all, others executed less and less or left cells blank; one file cannot be read.
n=0
for town in 青山 临河 东坪 西岭 南台 北沟 石桥 柳林 清泉 老庄子; do
  n=$((n + 1))
  mkdir -p "$work/in/${town}镇"
  sed "s/老庄子镇/${town}镇/g" "$data/laozhuangzi-goals.txt" >"$work/in/${town}镇/目标.txt"
  sed "s/老庄子镇/${town}镇/g; s/,88,70$/,88,$((90 - 2 * n))/" "$data/laozhuangzi-filled.csv" >"$work/in/${town}镇/自评.csv"
  [ $n -gt 6 ] || sed -i 's/96％左右吧/96%/; $s/群众满意度,,/群众满意度,98%,/' "$work/in/${town}镇/自评.csv"
done
sed -i 's/46.2万元/45万元/' "$work/in/临河镇/自评.csv" "$work/in/东坪镇/自评.csv"
sed -i 's/基本方便/方便/; s/2025年1月15日/2024年12月20日/; s/基本完成/完成/' "$work/in/青山镇/自评.csv" "$work/in/东坪镇/自评.csv"
sed -i 's/基本方便/不方便/; s/,开展,/,未开展,/; s/,17个,/,3个,/' "$work/in/石桥镇/自评.csv"
mkdir "$work/in/辛庄镇" && printf '\377\376' >"$work/in/辛庄镇/自评.csv"
pages district "$work/in"
for lang in zh en; do  # 1: not all is well
  "$ziping" monitor -q --lang $lang --quarter 3 --format html --out "$work/watch-$lang" "$work/in" >/dev/null 2>&1
  [ $? -eq 1 ] || exit 1
done
for count in 500 5000; do
  "$build/bench/ziping_gen" --units $count --projects 1 --indicators 2 --seed 7 --format csv --mess 5 --out "$work/gen$count" >/dev/null || exit 70
  pages units$count "$work/gen$count"
done
node "$here/pages.js" "$work" "$build/browser" "$chromium"
