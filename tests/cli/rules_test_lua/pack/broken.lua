--- 超过分值的规则
-- @basis 测试
return {
  id = "broken",
  title = "出错",
  applies = {},
  score = function(weight) return weight + 1 end,
  examples = { { "too much", { weight = 5 }, "fault" } },
}
