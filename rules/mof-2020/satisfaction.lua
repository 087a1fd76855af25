--- 满意度：达到指标值得满分，未达到按完成比例；可设及格线，低于及格线不得分
-- @basis 财预〔2020〕10号
-- @unscored 没有实际值；指标值不是正数
return {
  id = "satisfaction",
  title = "服务对象满意度",
  applies = { group = "satisfaction", kind = { "number", "percent" }, direction = { "up", "equal" } },
  params = {
    floor = { default = 0, doc = "share of the target below which nothing is earned; some places use 0.6 [memory]" },
  },
  score = require("proportion").up,
  examples = {
    { "exactly reached", { actual = 95, target = 95, weight = 10 }, 10 },
    { "more than reached", { actual = 99.5, target = 95, weight = 10 }, 10 },
    { "just missed", { actual = 94.9, target = 95, weight = 10 }, 9.99 },
    { "four fifths", { actual = 76, target = 95, weight = 10 }, 8 },
    { "on the floor", { actual = 57, target = 95, weight = 10, floor = 0.6 }, 6 },
    { "below the floor", { actual = 56.9, target = 95, weight = 10, floor = 0.6 }, 0 },
    { "none", { actual = 0, target = 95, weight = 10 }, 0 },
    { "less than none", { actual = -5, target = 95, weight = 10 }, 0 },
    { "a target below zero", { actual = -3, target = -2, weight = 10 }, "declined" },
  },
}
