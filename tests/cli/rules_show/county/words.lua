--- 1. 定性指标
-- @basis 县财绩〔2024〕1号 第五条
return {
  id = "words",
  title = "定性指标",
  applies = {},
  score = require("choice").yes_no,
  examples = {
    { "met", { band = "met", weight = 4, unit = "个", name = "道路", year = 2024, note = "无", rate = 0.123456789, days_late = -3,
               months_late = 0, declared = 3.5, op = ">=", kind = "qualitative" }, 4 },
    { "unmet", { band = "unmet", weight = 4 }, 0 },
  },
}
