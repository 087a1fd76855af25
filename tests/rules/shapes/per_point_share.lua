--- 每超过一个百分点扣0.5分，按比例
-- @basis 测试：rules/lib 的算法
local deduct = require "deduct"

return {
  id = "per_point_share",
  title = "每超过一个百分点扣0.5分，按比例",
  applies = { kind = "number", name = "[per_point_share]" },
  score = function(actual, target, weight) return deduct.per_point_share(actual - target, weight, 0.5) end,
  examples = {
    { "not above", { actual = 5, target = 5, weight = 4 }, 4 },
    { "half a point", { actual = 5.5, target = 5, weight = 4 }, 3.75 },
    { "nothing is left", { actual = 99, target = 5, weight = 4 }, 0 },
  },
}
