--- 正向
-- @basis 无
return {
  id = "up", title = "正向", applies = { kind = { "number", "percent" } },
  score = function(actual, target, weight) return weight * 2 end,
  examples = { { "a", { actual = 1, target = 1, weight = 10 }, 10 }, { "b", { actual = 1, target = 2, weight = 10 }, 5 } },
}
