--- 前两起不扣
-- @basis 测试：rules/lib 的算法
local deduct = require "deduct"

return {
  id = "events_free",
  title = "前两起不扣",
  applies = { kind = "number", name = "[events_free]" },
  score = function(actual, weight) return deduct.events(actual, weight, 1, 2) end,
  examples = {
    { "two", { actual = 2, weight = 5 }, 5 },
    { "three", { actual = 3, weight = 5 }, 4 },
  },
}
