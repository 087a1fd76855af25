--- 及格线
-- @basis 测试：rules/lib 的算法
local choice = require "choice"

return {
  id = "threshold",
  title = "及格线",
  applies = { kind = "number", name = "[threshold]" },
  score = function(rate, weight) return choice.threshold(rate, weight, 0.6) end,
  examples = {
    { "on the mark", { rate = 0.6, weight = 10 }, 6 },
    { "below", { rate = 0.59, weight = 10 }, 0 },
    { "above all", { rate = 1.4, weight = 10 }, 10 },
  },
}
