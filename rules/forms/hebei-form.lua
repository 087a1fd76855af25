--- 河北 项目支出绩效自评表：预期指标值、实际完成指标值、自评得分；没有分值一列，分值写在一级指标的括号里
return {
  id = "hebei-form",
  title = "河北 项目支出绩效自评表",
  kind = "filled_table",
  also = { "filled-form" },
  required = { "level1", "level3", "target", "actual", "declared" },
  marks = { "预期指标值", "实际完成指标值", "完成指标值", "总体完成率" },
  fields = {
    target = { "预期指标值", "预期值", "绩效指标值" },
    actual = { "实际完成指标值", "实际完成值", "完成指标值" },
    declared = { "自评得分", "自评分" },
  },
}
