--- 预算执行率
-- @basis 无
return {
  id = "execution", title = "执行", applies = { row = "execution" },
  score = function(executed, revised, weight) return weight * executed / revised end,
  examples = { { "half", { executed = 1, revised = 2, weight = 10 }, 5 }, { "all", { executed = 2, revised = 2, weight = 10 }, 10 } },
}
