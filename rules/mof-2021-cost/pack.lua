--- 成本指标单列为一级指标的项目支出自评
-- @basis 财预〔2021〕101号：绩效指标分成本、产出、效益、满意度四类 [memory]；各类分值 [memory]，使用前请核对
-- All that is not said here is mof-2020's.
return {
  id = "mof-2021-cost",
  version = "1.0.0",
  title = "项目支出绩效自评（成本指标单列）",
  basis = "财预〔2021〕101号",
  years = { 2021, 2022, 2023, 2024, 2025, 2026 },
  api = 1,
  extends = "mof-2020",

  weights = {
    execution = 10, -- [memory]
    groups = {
      { id = "cost", name = "成本指标", weight = 20, -- [memory]
        synonyms = { "成本", "项目成本", "项目成本指标", "成本类指标", "成本控制", "成本控制指标" } },
      { id = "output", weight = 40 }, -- [memory]; name and synonyms are mof-2020's
      { id = "benefit", weight = 20 }, -- [memory]
      { id = "satisfaction", weight = 10 }, -- [memory]
    },
  },
}
