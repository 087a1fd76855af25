--- 反向线性
-- @basis 测试：rules/lib 的算法
local proportion = require "proportion"

return {
  id = "down_linear",
  title = "反向线性",
  applies = { kind = "number", name = "[down_linear]" },
  score = function(actual, target, weight) return proportion.down_linear(actual, target, weight) end,
  examples = {
    { "at the limit", { actual = 10, target = 10, weight = 8 }, 8 },
    { "half as much again", { actual = 15, target = 10, weight = 8 }, 4 },
    { "twice", { actual = 20, target = 10, weight = 8 }, 0 },
    { "none allowed", { actual = 1, target = 0, weight = 8 }, 0 },
    { "below zero", { actual = 1, target = -1, weight = 8 }, "declined" },
  },
}
