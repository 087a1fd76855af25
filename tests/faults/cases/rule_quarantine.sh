#!/bin/sh
# rule_quarantine.sh: a rule that stops workers twice is out of use for the whole run: by a deadline, or because they are killed
# while they are in it. The bytes do not depend on workers, order, stops or shards.
. "${0%/*}/../kit.sh"
pack=$work/slow-pack
mkdir "$pack"
cat >"$pack/pack.lua" <<'END'
return {
  id = "slow-pack", version = "1", title = "慢", basis = "test", api = 1, extends = "mof-2020",
  rules = { "execution", "verdict", "slow", "zero", "satisfaction", "ratio_up", "inverse", "range", "deadline", "qualitative" },
}
END
letters=$(printf 'f%.0s' $(seq 150))
cat >"$pack/slow.lua" <<END
--- slow where weights are small, and never over its limits
-- @basis test
return {
  id = "slow", title = "慢", applies = { kind = "number", actual = "number" },
  score = function(actual, weight)
    local text, i = "$letters", 0
    while weight < 1.4 and i < 40000 do
      i = i + 1
      if string.find(text, "fe", 1, true) then return 0 end
    end
    return weight
  end,
  examples = { { "any", { actual = 0, weight = 5 }, 5 } },
}
END
district in 6 8
"$build/bench/ziping_gen" --units 1 --projects 30 --indicators 60 --seed 6 --format csv --out big
mkdir in/0999
head -n 1 big/*/*.csv >in/0999/自评表.csv
for copy in A B C D E; do  # so many projects that the rule has seconds to do
  tail -n +2 big/*/*.csv | sed "s/,130229001,第0001镇/,9990001,第9999镇/; s/,130229001\([0-9]*\),项目/,$copy\1,项目$copy/"
done >>in/0999/自评表.csv
units() { "$ziping" report --to json "$1" | grep -c "$2"; }

begin "no time for it"
score out --pack "$pack" --deadline 1 in
ends 1
tells 'error E060: rule slow.*0999.*> 1 s'
tells '^130229002.*error E310: rule slow'
cp out/result.msgpack reference
for jobs in 1 4; do
  begin "the same with $jobs workers"
  score "jobs$jobs" --pack "$pack" --deadline 1 --jobs "$jobs" --quiet in
  ends 1
  same "jobs$jobs/result.msgpack" reference
done

begin "again, and --resume"
score out --pack "$pack" --deadline 1 --resume in
ends 1
tells 'error E060'
grep -q '7 of 7 are unchanged' printed || say "not taken over"
same out/result.msgpack reference
begin "verify"
"$ziping" verify --pack "$pack" out/result.msgpack in >printed 2>told
status=$?
ends 0

begin "killed in it"
start killed --pack "$pack" --quiet in
for time in first second; do
  tries=0 worker=
  while [ -z "$worker" ] && [ "$tries" -lt 200 ]; do  # one that has worked for half a second is in the rule
    tries=$((tries + 1))
    sleep 0.05
    for child in $(children_of "$run"); do
      used=$(cut -d ' ' -f 14 "/proc/$child/stat" 2>/dev/null)
      [ "${used:-0}" -gt 30 ] && worker=$child
    done
  done
  [ -n "$worker" ] || say "no worker was found the $time time"
  kill -9 "$worker"
done
finish
ends 1
"$ziping" report --to json killed/result.msgpack >json
grep -q 'SIGKILL' json || say "it is not said how it ended"
[ "$(grep -c '"outcome": "fault"' json)" -gt 100 ] || say "rows are not faults"

begin "a change of files tries it again, and so does --retry-failed"
score killed --pack "$pack" --retry-failed --quiet in
ends 0
score plain --pack "$pack" --quiet in
ends 0
same killed/result.msgpack plain/result.msgpack
score killed --pack "$pack" --retry-failed in
ends 0
tells 'nothing failed the last time'

begin "--without, in shards"
score without --pack "$pack" --without slow --quiet in
ends 1
for number in 1 2; do
  score shards --pack "$pack" --without slow --shard "$number/2" --quiet in
  ends 0 1
done
"$ziping" merge --pack "$pack" --out merged shards/shard-?-of-2.msgpack >printed 2>told
same merged/result.msgpack without/result.msgpack
rm shards/shard-2-of-2.msgpack
score shards --pack "$pack" --shard 2/2 --quiet in
"$ziping" merge --pack "$pack" --out merged shards/shard-?-of-2.msgpack >printed 2>told
status=$?
ends 1
tells 'error E062'
score without --pack "$pack" --without sloow in
ends 2
tells 'error E061'
done_with
