--- 二者都不能计分
-- @basis 测试：rules/lib 的算法
local choice = require "choice"
local proportion = require "proportion"

return {
  id = "best_none",
  title = "二者都不能计分",
  applies = { kind = "number", name = "[best_none]" },
  score = function(actual, target, weight)
    return choice.best(proportion.up(actual, target, weight), proportion.up(actual, target, weight))
  end,
  examples = {
    { "half", { actual = 1, target = 2, weight = 8 }, 4 },
    { "both decline", { actual = -1, target = 0, weight = 8 }, "declined" },
  },
}
