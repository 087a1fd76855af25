# rules.awk: the rules of mof-2020 over typed rows (ziping_gen --format tsv). Usage: mawk -f rules.awk -v out=POINTS district.tsv
BEGIN {
  FS = "\t"
  known["达成预期指标"] = known["完成"] = known["正常开展"] = known["效果显著"] = "met"
  known["部分达成预期指标"] = known["基本完成"] = "partial"
  known["未达成预期指标"] = known["未完成"] = "unmet"
}

function direction_of(kind, op, target, level2) {
  if (op == ">=") return "up"
  if (op == "<=") return "down"
  if (target == 0) return "zero"
  if (level2 == "成本指标" && kind != "percent") return "down"
  return op == "=" ? "equal" : "up"
}


function up(actual, target, weight) {
  if (actual >= target) return weight
  return actual <= 0 ? 0 : weight * actual / target
}

function down(actual, target, weight) {
  if (actual <= target) return weight
  return target == 0 ? 0 : weight * target / actual
}

function execution(executed, revised, weight) {
  if (revised == 0) return executed == 0 ? weight : 0
  return executed > revised ? weight : weight * executed / revised
}

# Declared points inside of the band are kept.
function qualitative(band, weight, declared,   share, from, to, part) {
  share = band == "met" ? 1 : band == "partial" ? 0.7 : 0
  from = band == "met" ? 0.8 : band == "partial" ? 0.6 : 0
  to = band == "met" ? 1 : band == "partial" ? 0.8 : 0.6
  if (declared == "") return weight * share
  part = declared / weight
  return part >= from && (part < to || part == 1 && to == 1) ? declared : weight * share
}

function score(kind, weight, direction) {
  if (kind == "execution") return execution($14 + 0, $10 + 0, weight)
  if (kind == "qualitative") return qualitative($16 == $12 ? "met" : known[$16], weight, $18)
  if ($13 == "qualitative") return known[$16] == "met" ? weight : 0
  if (kind == "date") return $14 <= $10 ? weight : 0
  if ($15 != $11) exit 1  # another unit
  direction = direction_of(kind, $9, $10 + 0, $6)
  if (direction == "zero") return $14 <= 0 ? weight : 0
  if ($5 == "满意度指标" && direction != "down") return up($14 + 0, $10 + 0, weight)
  if (direction != "down") return up($14 + 0, $10 + 0, weight)
  return down($14 + 0, $10 + 0, weight)
}

NR > 1 {
  cents = int((int(score($8, $17 + 0) * 1e9 + 0.5) + 5e6) / 1e7)
  print cents > out
  sum += cents
}

END { printf "rows %d\ncents %.0f\n", NR - 1, sum }
