--- 清单：应有几项，缺一项扣 each 分，扣完为止
-- @basis 湖北广水的自评表：“缺一项扣0.5分，扣完为止” [found]
-- @unscored 没有实际值
local deduct = require "deduct"

return {
  id = "checklist",
  title = "清单",
  applies = { kind = "number", actual = "number", direction = { "up", "equal" },
              name = { "制度", "公开内容", "公开项", "申报材料", "档案资料", "目标申报" } },
  params = {
    each = { default = 0.5, doc = "points lost for each missing item [found]" },
  },
  score = function(actual, target, weight, each)
    return deduct.checklist(actual, target, weight, each)
  end,
  examples = {
    { "all six", { actual = 6, target = 6, weight = 3 }, 3 },
    { "two missing", { actual = 4, target = 6, weight = 3 }, 2 },
    { "more than needed", { actual = 8, target = 6, weight = 3 }, 3 },
    { "a point each", { actual = 4, target = 6, weight = 3, each = 1 }, 1 },
    { "nothing is left", { actual = 0, target = 9, weight = 3 }, 0 },
    { "not filled in", { target = 6, weight = 3 }, "input_missing" },
  },
}
