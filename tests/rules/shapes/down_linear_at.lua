--- 反向线性到一倍半
-- @basis 测试：rules/lib 的算法
local proportion = require "proportion"

return {
  id = "down_linear_at",
  title = "反向线性到一倍半",
  applies = { kind = "number", name = "[down_linear_at]" },
  score = function(actual, target, weight) return proportion.down_linear(actual, target, weight, 1.5) end,
  examples = {
    { "a quarter more", { actual = 12.5, target = 10, weight = 8 }, 4 },
    { "half as much again", { actual = 15, target = 10, weight = 8 }, 0 },
  },
}
