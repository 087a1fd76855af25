--- 允许偏差10%
-- @basis 测试：rules/lib 的算法
local choice = require "choice"

return {
  id = "tolerance",
  title = "允许偏差10%",
  applies = { kind = "number", name = "[tolerance]" },
  score = function(actual, target, weight) return choice.tolerance(actual, target, weight, 0.1) end,
  examples = {
    { "exact", { actual = 100, target = 100, weight = 10 }, 10 },
    { "ten above", { actual = 110, target = 100, weight = 10 }, 10 },
    { "ten below", { actual = 90, target = 100, weight = 10 }, 10 },
    { "1.1 of 1 is ten above", { actual = 1.1, target = 1, weight = 10 }, 10 },
    { "thirty below", { actual = 70, target = 100, weight = 10 }, 8 },
    { "far above", { actual = 400, target = 100, weight = 10 }, 0 },
    { "no share of nothing", { actual = 1, target = 0, weight = 10 }, "declined" },
  },
}
