--- 正向：九成算达成
-- @basis 无
return {
  id = "up", title = "正向", applies = { kind = { "number", "percent" } },
  score = function(actual, target, weight)
    if actual / target >= 0.9 then return weight end
    return weight * actual / target
  end,
  examples = { { "all", { actual = 1, target = 1, weight = 10 }, 10 }, { "half", { actual = 1, target = 2, weight = 10 }, 5 } },
}
