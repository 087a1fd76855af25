--- 缺一项扣0.5分
-- @basis 测试：rules/lib 的算法
local deduct = require "deduct"

return {
  id = "checklist",
  title = "缺一项扣0.5分",
  applies = { kind = "number", name = "[checklist]" },
  score = function(actual, target, weight) return deduct.checklist(actual, target, weight, 0.5) end,
  examples = {
    { "all", { actual = 6, target = 6, weight = 2 }, 2 },
    { "more than needed", { actual = 7, target = 6, weight = 2 }, 2 },
    { "two missing", { actual = 4, target = 6, weight = 2 }, 1 },
    { "none", { actual = 0, target = 6, weight = 2 }, 0 },
  },
}
