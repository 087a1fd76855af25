return {
  id = "trial", version = "1", title = "试验", basis = "无", years = { 2024 }, api = 1,
  rules = { "execution", "up", "rest" },
  weights = { execution = 10, groups = { { id = "output", name = "产出指标", weight = 90, synonyms = { "效益指标", "满意度指标" } } },
              absent = "spread", off_total = "scale" },
  qualitative = { met = { "方便" }, partial = {}, unmet = {}, negations = {} },
  direction = { down = {}, up = {}, cap = {} },
  over_fulfilled = 0,
  grades = { { name = "优", from = 90 }, { name = "差", from = 0 } },
  unscored = "withhold",
  combine = { unit = "budget", district = "budget" },
  limits = {},
}
