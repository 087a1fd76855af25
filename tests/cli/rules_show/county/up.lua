--- 按比例得分，低于 floor 不得分
-- @basis 县财绩〔2024〕1号 第四条
local deduct = require "deduct"

local function score(actual, target, weight, floor, mode, strict)
  if strict and actual > target then return deduct.events(actual - target, weight, 1) end
  if ratio(actual, target) < floor then return 0, mode end
  return weight * min(actual / target, 1)
end

return {
  id = "up",
  title = "正向指标",
  applies = { kind = { "number", "percent" }, actual = "number", dates = false, direction = "up", group = "output",
              level2 = "数量", name = { "覆盖率", "个数" } },
  params = {
    floor = { default = 0, doc = "share below which nothing is earned | [memory]" },
    mode = { default = "低于`及格线`", doc = "what is said then" },
    strict = { default = false, doc = "true: over-fulfilment costs a point each" },
  },
  score = score,
  examples = {
    { "half *of* it", { actual = 5, target = 10, weight = 8 }, 4 },
    { "below", { actual = 5, target = 10, weight = 8, floor = 0.6 }, 0 },
    { "- too much", { actual = 12, target = 10, weight = 8, strict = true }, 6 },
    { "not filled in", { target = 10, weight = 8 }, "input_missing" },
  },
}
