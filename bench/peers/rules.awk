# rules.awk: the rules of mof-2020 over typed rows (ziping_gen --format tsv). Usage: mawk -f rules.awk -v out=POINTS district.tsv
BEGIN { FS = "\t" }

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

function score(kind, direction, group, band, target, actual, weight, declared) {
  if (kind == "execution") return execution(actual, target, weight)
  if (kind == "qualitative") return qualitative(band, weight, declared)
  if (band != "") return band == "met" ? weight : 0
  if (direction == "zero") return actual <= 0 ? weight : 0
  if (group == "satisfaction" && (direction == "up" || direction == "equal")) return up(actual, target, weight)
  if (direction == "up" || direction == "equal") return up(actual, target, weight)
  if (direction == "down") return down(actual, target, weight)
  return actual <= target ? weight : 0
}

NR > 1 {
  cents = int((int(score($3, $4, $5, $6, $7 + 0, $8 + 0, $9 + 0, $10) * 1e9 + 0.5) + 5e6) / 1e7)
  print cents > out
  sum += cents
}

END { printf "rows %d\ncents %.0f\n", NR - 1, sum }
