--- 反向按比例
-- @basis 测试：rules/lib 的算法
return {
  id = "down",
  title = "反向按比例",
  applies = { kind = "number", name = "[down]" },
  score = require("proportion").down,
  examples = {
    { "at the limit", { actual = 10, target = 10, weight = 8 }, 8 },
    { "twice", { actual = 20, target = 10, weight = 8 }, 4 },
    { "none allowed", { actual = 1, target = 0, weight = 8 }, 0 },
    { "below zero", { actual = 1, target = -1, weight = 8 }, "declined" },
  },
}
