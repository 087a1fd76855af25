--- 每低5个百分点扣1分，最多扣2分
-- @basis 测试：rules/lib 的算法
local deduct = require "deduct"

return {
  id = "per_five",
  title = "每低5个百分点扣1分，最多扣2分",
  applies = { kind = "number", name = "[per_five]" },
  score = function(actual, target, weight) return deduct.per_point(target - actual, weight, 1, 5, 2) end,
  examples = {
    { "reached", { actual = 95, target = 90, weight = 4 }, 4 },
    { "one short", { actual = 89, target = 90, weight = 4 }, 3 },
    { "ten short", { actual = 80, target = 90, weight = 4 }, 2 },
    { "at most two", { actual = 0, target = 90, weight = 4 }, 2 },
  },
}
