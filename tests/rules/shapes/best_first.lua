--- 二者择其一，后者不能计分
-- @basis 测试：rules/lib 的算法
local choice = require "choice"
local proportion = require "proportion"

return {
  id = "best_first",
  title = "二者择其一，后者不能计分",
  applies = { kind = "number", name = "[best_first]" },
  score = function(actual, target, weight)
    return choice.best(choice.threshold(1, weight, 0.6), proportion.up(actual, target, weight))
  end,
  examples = {
    { "the second declines", { actual = -1, target = 0, weight = 8 }, 8 },
    { "the first is better", { actual = 1, target = 2, weight = 8 }, 8 },
  },
}
