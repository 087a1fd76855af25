--- 每超过一个百分点扣0.5分
-- @basis 测试：rules/lib 的算法
local deduct = require "deduct"

return {
  id = "per_point",
  title = "每超过一个百分点扣0.5分",
  applies = { kind = "number", name = "[per_point]" },
  score = function(actual, target, weight) return deduct.per_point(actual - target, weight, 0.5) end,
  examples = {
    { "not above", { actual = 4, target = 5, weight = 4 }, 4 },
    { "one point", { actual = 6, target = 5, weight = 4 }, 3.5 },
    { "a started point counts whole", { actual = 6.2, target = 5, weight = 4 }, 3 },
    { "103.1 - 100.1 is three points", { actual = 103.1, target = 100.1, weight = 4 }, 2.5 },
    { "nothing is left", { actual = 99, target = 5, weight = 4 }, 0 },
  },
}
