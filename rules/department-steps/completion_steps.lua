--- 完成率分档：达到指标值的 90% 得满分，80%—90% 八成，70%—80% 六成，60%—70% 四成，以下不得分
-- @basis 部门整体支出自评表的分档写法：≥90% 5 分，80%—90% 4 分 … [found]；70% 以下各档 [memory]
-- @unscored 没有实际值；指标值为零
return {
  id = "completion_steps",
  title = "完成率（分档）",
  applies = { kind = { "percent", "number" }, actual = { "percent", "number" }, direction = { "up", "equal" },
              name = { "完成率", "办结率", "执行率", "采购率" } },
  score = require "steps" { { 0.9, 5 }, { 0.8, 4 }, { 0.7, 3 }, { 0.6, 2 } },
  examples = {
    { "reached", { actual = 100, target = 100, weight = 5 }, 5 },
    { "90 per cent", { actual = 90, target = 100, weight = 5 }, 5 },
    { "85 per cent", { actual = 85, target = 100, weight = 5 }, 4 },
    { "70 per cent of another target", { actual = 63, target = 90, weight = 10 }, 6 },
    { "60 per cent", { actual = 60, target = 100, weight = 5 }, 2 },
    { "less", { actual = 59, target = 100, weight = 5 }, 0 },
    { "not filled in", { target = 100, weight = 5 }, "input_missing" },
  },
}
