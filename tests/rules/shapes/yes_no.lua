--- 是或否
-- @basis 测试：rules/lib 的算法
return {
  id = "yes_no",
  title = "是或否",
  applies = { kind = "number", name = "[yes_no]" },
  score = require("choice").yes_no,
  examples = {
    { "yes", { band = "met", weight = 3 }, 3 },
    { "partly is not yes", { band = "partial", weight = 3 }, 0 },
    { "no", { band = "unmet", weight = 3 }, 0 },
    { "in no band", { weight = 3 }, "input_missing" },
  },
}
