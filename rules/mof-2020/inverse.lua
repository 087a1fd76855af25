--- 反向定量：不超过指标值得满分；超过的按指标值与实际值之比，或线性扣到零
-- @basis 财预〔2020〕10号；江西、湖北的表尾说明（指标值÷实际值）[found]
-- @unscored 没有实际值；指标值是负数而又超过
return {
  id = "inverse",
  title = "反向定量指标",
  applies = { kind = { "number", "percent", "money" }, direction = "down" },
  params = {
    linear = { default = false, doc = "true: falls evenly to zero at zero_at; false: by target / actual [found]" },
    zero_at = { default = 2, doc = "with linear: the multiple of the target at which nothing is left [found: 2]" },
  },
  score = function(actual, target, weight, linear, zero_at)
    if actual <= target then return weight end
    if target < 0 then return nil, "指标值是负数，不能按比例计分" end
    if target == 0 then return 0, "指标值为零，实际发生了" end
    if not linear then return weight * target / actual end
    if actual >= target * zero_at then return 0, "超过指标值过多" end
    return weight * (target * zero_at - actual) / (target * (zero_at - 1))
  end,
  examples = {
    { "below the limit", { actual = 40, target = 45, weight = 10 }, 10 },
    { "at the limit", { actual = 45, target = 45, weight = 10 }, 10 },
    { "half as much again", { actual = 67.5, target = 45, weight = 10 }, 6.67 },
    { "twice the limit", { actual = 90, target = 45, weight = 10 }, 5 },
    { "none at all", { actual = 0, target = 45, weight = 10 }, 10 },
    { "none allowed, some happened", { actual = 1, target = 0, weight = 10 }, 0 },
    { "none allowed, none happened", { actual = 0, target = 0, weight = 10 }, 10 },
    { "linear: half as much again", { actual = 67.5, target = 45, weight = 10, linear = true }, 5 },
    { "linear: at the limit", { actual = 45, target = 45, weight = 10, linear = true }, 10 },
    { "linear: twice the limit", { actual = 90, target = 45, weight = 10, linear = true }, 0 },
    { "linear: far beyond", { actual = 200, target = 45, weight = 10, linear = true }, 0 },
    { "linear: gone at 1.5 times", { actual = 56.25, target = 45, weight = 10, linear = true, zero_at = 1.5 }, 5 },
    { "a limit below zero", { actual = -1, target = -2, weight = 10 }, "declined" },
    { "not filled in", { target = 45, weight = 10 }, "input_missing" },
  },
}
