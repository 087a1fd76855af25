--- 区间：在指标值区间内得满分；低于下限按比例，高于上限按上限与实际值之比
-- @basis 财预〔2020〕10号未单列；区间外按正向、反向指标的同一比例 [memory]
-- @unscored 没有实际值；区间的界不是正数而又在区间外
return {
  id = "range",
  title = "区间指标",
  applies = { kind = "range", dates = false },
  params = {
    proportional = { default = true, doc = "false: outside of the range nothing is earned" },
  },
  score = function(actual, target, high, weight, proportional)
    if actual >= target and actual <= high then return weight end
    if not proportional then return 0, "不在指标值区间内" end
    if actual > high then
      if high <= 0 then return nil, "区间上限不是正数，不能按比例计分" end
      return weight * high / actual, "高于区间上限"
    end
    if target <= 0 then return nil, "区间下限不是正数，不能按比例计分" end
    if actual <= 0 then return 0, "低于区间下限" end
    return weight * actual / target, "低于区间下限"
  end,
  examples = {
    { "inside", { actual = 15, target = 10, high = 20, weight = 6 }, 6 },
    { "at the low end", { actual = 10, target = 10, high = 20, weight = 6 }, 6 },
    { "at the high end", { actual = 20, target = 10, high = 20, weight = 6 }, 6 },
    { "half of the low end", { actual = 5, target = 10, high = 20, weight = 6 }, 3 },
    { "a quarter above", { actual = 25, target = 10, high = 20, weight = 6 }, 4.8 },
    { "less than nothing", { actual = -3, target = 10, high = 20, weight = 6 }, 0 },
    { "nothing", { actual = 0, target = 10, high = 20, weight = 6 }, 0 },
    { "outside, all or nothing", { actual = 9.99, target = 10, high = 20, weight = 6, proportional = false }, 0 },
    { "below a range that begins at zero", { actual = -1, target = 0, high = 20, weight = 6 }, "declined" },
    { "above a range that ends at zero", { actual = 1, target = -5, high = 0, weight = 6 }, "declined" },
    { "no high end", { actual = 15, target = 10, weight = 6 }, "input_missing" },
  },
}
