--- 预算执行率分档：≥95% 满分，90%—95% 八成，80%—90% 六成，70%—80% 三成，以下不得分
-- @basis 部门整体支出自评表的分档写法 [found]；各档的界和分 [memory]
-- @unscored 没有全年预算数或执行数；预算为零而有支出
local by_steps = require "steps" { { 0.95, 10 }, { 0.9, 8 }, { 0.8, 6 }, { 0.7, 3 } }

return {
  id = "execution",
  title = "预算执行率（分档）",
  applies = { row = "execution" },
  score = function(executed, revised, weight)
    if executed < 0 or revised < 0 then return nil, "金额是负数" end
    if revised == 0 and executed == 0 then return weight, "全年预算数为零，也没有支出" end
    if revised == 0 then return nil, "全年预算数为零，却有执行数" end
    return by_steps(ratio(executed, revised), weight)
  end,
  examples = {
    { "all spent", { executed = 100, revised = 100, weight = 10 }, 10 },
    { "more than the budget", { executed = 120, revised = 100, weight = 10 }, 10 },
    { "at 95", { executed = 95, revised = 100, weight = 10 }, 10 },
    { "11.7 of 13 is 90 per cent", { executed = 11.7, revised = 13, weight = 10 }, 8 },
    { "80", { executed = 80, revised = 100, weight = 10 }, 6 },
    { "70", { executed = 70, revised = 100, weight = 20 }, 6 },
    { "less", { executed = 69.99, revised = 100, weight = 10 }, 0 },
    { "nothing planned, nothing spent", { executed = 0, revised = 0, weight = 10 }, 10 },
    { "nothing planned, something spent", { executed = 5, revised = 0, weight = 10 }, "declined" },
    { "a negative amount", { executed = -5, revised = 10, weight = 10 }, "declined" },
    { "no budget", { executed = 5, weight = 10 }, "no_budget" },
  },
}
