--- 预算调整率、结转结余率：不超过 allowed 个百分点得满分，每多一个百分点扣 each 分，扣完为止
-- @basis 部门整体支出自评表的写法 [found]；界和扣分 [memory]
-- @unscored 没有实际值
local deduct = require "deduct"

return {
  id = "adjustment_rate",
  title = "预算调整率、结转结余率",
  applies = { kind = { "percent", "number" }, actual = { "percent", "number" },
              name = { "预算调整率", "调剂率", "结转结余率", "结转率", "结余率" } },
  params = {
    allowed = { default = 0, doc = "percentage points above the target that cost nothing [memory]" },
    each = { default = 0.5, doc = "points lost for each percentage point beyond [memory]" },
  },
  score = function(actual, target, weight, allowed, each)
    return deduct.per_point(abs(actual) - target - allowed, weight, each)
  end,
  examples = {
    { "as planned", { actual = 5, target = 5, weight = 4 }, 4 },
    { "three points beyond", { actual = 8, target = 5, weight = 4 }, 2.5 },
    { "cut down by as much", { actual = -8, target = 5, weight = 4 }, 2.5 },
    { "within what is allowed", { actual = 8, target = 5, weight = 4, allowed = 3 }, 4 },
    { "nothing is left", { actual = 90, target = 5, weight = 4 }, 0 },
    { "not filled in", { target = 5, weight = 4 }, "input_missing" },
  },
}
