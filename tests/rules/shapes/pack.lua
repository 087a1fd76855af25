-- Every shape of rules/lib, each in a rule of one line, with examples.
return {
  id = "shapes",
  version = "1",
  title = "算法示例",
  basis = "测试",
  api = 1,
  extends = "mof-2020",
  rules = {
    "up", "down", "down_linear", "down_linear_at", "steps_of",
    "per_point", "per_point_share", "per_five", "checklist", "events",
    "events_free", "yes_no", "best", "best_none", "best_first",
    "threshold", "tolerance",
  },
}
