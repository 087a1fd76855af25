--- 部门整体支出自评：控制率、分档、清单、按次扣分
-- @basis 各地部门整体支出绩效自评表的常见写法 [found]；分值和扣分标准 [memory]，各地不同，使用前请核对
-- An example of rules made of the shapes in rules/lib; what they do not take goes on to mof-2020's.
return {
  id = "department-steps",
  version = "1.0.0",
  title = "部门整体支出绩效自评（分档扣分）",
  basis = "部门整体支出绩效自评表",
  api = 1,
  extends = "mof-2020",

  -- Before the general rules: the first that applies scores. `execution` is this folder's, not the parent's.
  rules = {
    "execution", "verdict", "control_rate", "adjustment_rate", "checklist", "violations", "completion_steps",
    "zero", "satisfaction", "ratio_up", "inverse", "range", "deadline", "qualitative",
  },

  weights = {
    execution = 10, -- [memory]
    groups = {
      { id = "management", name = "管理指标", weight = 30, -- [memory]
        synonyms = { "管理", "过程", "过程指标", "投入", "投入指标", "预算管理", "预算管理指标", "部门管理", "履职管理",
                     "资金管理", "管理效率" } },
      { id = "output", weight = 30 }, -- [memory]
      { id = "benefit", weight = 20 }, -- [memory]
      { id = "satisfaction", weight = 10 }, -- [memory]
    },
  },
}
