--- 扣得太多
-- @basis 测试
return {
  id = "greedy", title = "扣得太多", most = 3,
  deduct = function(scores) return scores[1] / 10 end,
  examples = { { "within", { scores = { 20 } }, 2 }, { "too much", { scores = { 90 } }, "fault" } },
}
