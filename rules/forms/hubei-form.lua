--- 湖北 财政预算支出项目绩效目标自评表：自评分和复核分各一列，评分标准一列；预算执行 20 分写在表头的括号里
return {
  id = "hubei-form",
  title = "湖北 项目绩效目标自评表",
  kind = "filled_table",
  also = { "filled-form" },
  required = { "level2", "actual", "declared" },
  fields = {
    target = { "年初目标值", "年初目标值（A）", "指标值及评分标准", "评分标准及指标值", "目标值及评分标准" },
    actual = { "实际完成值（B）", "实际完成值" },
    declared = { "得分", "自评分", "自评得分" },
    ignored = { "复核分", "复核得分", "财政复核分", "核定分" },
  },
}
