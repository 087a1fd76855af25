--- 分档
-- @basis 测试：rules/lib 的算法
local steps = require "steps"

return {
  id = "steps_of",
  title = "分档",
  applies = { kind = "number", name = "[steps_of]" },
  score = steps { { 0.9, 5 }, { 0.8, 4 }, { 0.6, 2 } },
  examples = {
    { "all", { rate = 1, weight = 5 }, 5 },
    { "11.7 of 13 is 90 per cent", { actual = 11.7, target = 13, weight = 5 }, 5 },
    { "just below", { rate = 0.8999, weight = 5 }, 4 },
    { "80", { rate = 0.8, weight = 5 }, 4 },
    { "60", { rate = 0.6, weight = 5 }, 2 },
    { "below all", { rate = 0.59, weight = 5 }, 0 },
    { "another weight keeps the proportions", { rate = 0.85, weight = 10 }, 8 },
  },
}
