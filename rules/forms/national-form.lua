--- 项目支出绩效自评表：财政部格式，各省多数照此（安徽把分值放在指标值前面、核心指标加★，列名相同）
return {
  id = "national-form",
  title = "项目支出绩效自评表",
  kind = "filled_table",
  also = { "filled-form" },
  required = { "level1", "level2", "level3", "target", "actual", "weight", "declared" },
  fields = {
    level1 = { "一级指标" },
    level2 = { "二级指标" },
    level3 = { "三级指标" },
    target = { "年度指标值" },
    actual = { "实际完成值", "全年实际值" },
    weight = { "分值" },
    declared = { "得分" },
    note = { "偏差原因分析及改进措施" },
  },
}
