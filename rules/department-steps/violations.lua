--- 违规、审计问题：每发生一起扣 each 分，扣完为止
-- @basis 部门整体支出自评表：“每发现一起扣1分” [memory]
-- @unscored 没有实际值
local deduct = require "deduct"

return {
  id = "violations",
  title = "违规和审计问题",
  applies = { kind = "number", actual = "number", direction = { "zero", "down" },
              name = { "违规", "违纪", "审计问题", "审计发现", "挪用", "截留" } },
  params = {
    each = { default = 1, doc = "points lost for each event beyond the target [memory]" },
  },
  score = function(actual, target, weight, each)
    return deduct.events(actual, weight, each, target)
  end,
  examples = {
    { "none", { actual = 0, target = 0, weight = 5 }, 5 },
    { "two", { actual = 2, target = 0, weight = 5 }, 3 },
    { "two, where one is tolerated", { actual = 2, target = 1, weight = 5 }, 4 },
    { "nothing is left", { actual = 12, target = 0, weight = 5 }, 0 },
    { "not filled in", { target = 0, weight = 5 }, "input_missing" },
  },
}
