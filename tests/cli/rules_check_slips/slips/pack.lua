local spare = 1
--- 县里的口径
-- @basis 县财绩〔2024〕1号
return {
  id = "slips",
  version = "1.2.0",
  title = "县里的口径",
  basis = "县财绩〔2024〕1号",
  years = { 2022, 2024, 2025, 2026 },
  api = 1,
  rules = { "execution", "slip", "late" },
  weights = {
    execution = 10,
    groups = {
      { id = "output", name = "产出指标", weight = 62.5, synonyms = { "产出", "数量|质量" } },
      { id = "benefit", name = "效益指标", weight = 27.5 },
    },
    absent = "output",
    off_total = "keep",
  },
  qualitative = { met = { "完成", "达成" }, partial = { "基本完成" }, unmet = { "未完成" }, negations = { "未" } },
  direction = { up = { "覆盖率" }, down = { "受害率" }, cap = { "成本" } },
  over_fulfilled = 130,
  grades = { { name = "优", from = 90 }, { name = "合格", from = 60 }, { name = "差", from = 0 } },
  unscored = "zero",
  combine = { unit = "budget", district = "mean" },
  limits = { steps = 50000 },
}
