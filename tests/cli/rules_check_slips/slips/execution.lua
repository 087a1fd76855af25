--- 预算执行率
-- @basis 县财绩〔2024〕1号 第三条
return {
  id = "execution",
  title = "预算执行率",
  applies = { row = "execution" },
  score = function(executed, revised, weight) return min(weight, weight * executed / revised) end,
  examples = {
    { "half", { executed = 1234567890.5, revised = 2469135781, weight = 10 }, 5 },
    { "no budget", { executed = 5, weight = 10 }, "no_budget" },
  },
}
