--- 二者择其一
-- @basis 测试：rules/lib 的算法
local choice = require "choice"
local proportion = require "proportion"

return {
  id = "best",
  title = "二者择其一",
  applies = { kind = "number", name = "[best]" },
  score = function(actual, target, weight)
    return choice.best(proportion.down(actual, target, weight), choice.threshold(1, weight / 2, 0.6))
  end,
  examples = {
    { "the first", { actual = 10, target = 10, weight = 8 }, 8 },
    { "the second", { actual = 100, target = 10, weight = 8 }, 4 },
    { "the first declines", { actual = 1, target = -1, weight = 8 }, 4 },
  },
}
