--- 控制率：不超过指标值（一般 100%）得满分，每超过一个百分点扣 each 分，扣完为止
-- @basis 部门整体支出自评表：“每超过一个百分点扣0.5分，扣完为止” [found]
-- @unscored 没有实际值
local deduct = require "deduct"

return {
  id = "control_rate",
  title = "控制率",
  applies = { kind = { "percent", "number" }, actual = { "percent", "number" },
              name = { "控制率", "三公经费变动率", "公用经费变动率" } },
  params = {
    each = { default = 0.5, doc = "points lost for each percentage point above the target [found]" },
    started = { default = true, doc = "a point that has begun counts as a whole one; false: in proportion [memory]" },
  },
  score = function(actual, target, weight, each, started)
    if started then return deduct.per_point(actual - target, weight, each) end
    return deduct.per_point_share(actual - target, weight, each)
  end,
  examples = {
    { "below", { actual = 92, target = 100, weight = 5 }, 5 },
    { "at the limit", { actual = 100, target = 100, weight = 5 }, 5 },
    { "two points above", { actual = 102, target = 100, weight = 5 }, 4 },
    { "a point begun", { actual = 100.1, target = 100, weight = 5 }, 4.5 },
    { "a point begun, in proportion", { actual = 100.1, target = 100, weight = 5, started = false }, 4.95 },
    { "nothing is left", { actual = 150, target = 100, weight = 5 }, 0 },
    { "not filled in", { target = 100, weight = 5 }, "input_missing" },
  },
}
