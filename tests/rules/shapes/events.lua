--- 每发生一起扣1分
-- @basis 测试：rules/lib 的算法
local deduct = require "deduct"

return {
  id = "events",
  title = "每发生一起扣1分",
  applies = { kind = "number", name = "[events]" },
  score = function(actual, weight) return deduct.events(actual, weight, 1) end,
  examples = {
    { "none", { actual = 0, weight = 5 }, 5 },
    { "two", { actual = 2, weight = 5 }, 3 },
    { "many", { actual = 20, weight = 5 }, 0 },
  },
}
