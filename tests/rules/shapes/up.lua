--- 正向按比例
-- @basis 测试：rules/lib 的算法
return {
  id = "up",
  title = "正向按比例",
  applies = { kind = "number", name = "[up]" },
  params = {
    floor = { default = 0, doc = "passing share" },
  },
  score = require("proportion").up,
  examples = {
    { "reached", { actual = 9, target = 9, weight = 8 }, 8 },
    { "half", { actual = 5, target = 10, weight = 8 }, 4 },
    { "above", { actual = 50, target = 10, weight = 8 }, 8 },
    { "nothing", { actual = 0, target = 10, weight = 8 }, 0 },
    { "below zero", { actual = -1, target = 10, weight = 8 }, 0 },
    { "on the mark", { actual = 6, target = 10, weight = 8, floor = 0.6 }, 4.8 },
    { "below the mark", { actual = 5.9, target = 10, weight = 8, floor = 0.6 }, 0 },
    { "no share of nothing", { actual = -1, target = 0, weight = 8 }, "declined" },
  },
}
