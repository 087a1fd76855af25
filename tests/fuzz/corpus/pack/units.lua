return { id = "small", version = "1", title = "小", basis = "测试", years = { 2024 }, api = 1,
  rules = { "one" }, vetoes = {}, deductions = {},
  weights = { execution = 100, groups = {}, absent = "spread", off_total = "scale" },
  qualitative = { met = { "完成" }, partial = {}, unmet = {} }, direction = { down = {}, cap = {} },
  over_fulfilled = 130, grades = { { name = "差", from = 0 } }, unscored = "withhold",
  combine = {
    project = function(row_points, row_weights) return #row_points + #row_weights end,
    unit = function(scores, revised) return scores[1] or 0, revised[1] end,
    district = function(units, scores) return #units * 10 end,
  } }
