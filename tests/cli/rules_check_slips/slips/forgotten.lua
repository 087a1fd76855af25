--- 轮不到的规则
-- @basis 测试
return {
  id = "late",
  title = "轮不到的规则",
  applies = { kind = "number", direction = "up" },
  score = function(actual, target, weight) return weight * min(ratio(actual, target), 1) end,
  examples = { { "one", { actual = 1, target = 1, weight = 1 }, 1 } },
}
