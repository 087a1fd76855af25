--- 其余
-- @basis 无
return {
  id = "rest", title = "其余", applies = {},
  score = function(weight) return weight end,
  examples = { { "all", { weight = 10 }, 10 }, { "none", { weight = 0 }, 0 } },
}
