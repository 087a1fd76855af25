--- 四川 510000_0013zp 部门预算项目支出绩效自评表：指标性质、指标值、度量单位各一列，预算执行和指标都写“权重”
return {
  id = "sichuan-form",
  title = "四川 部门预算项目支出绩效自评表（510000_0013zp）",
  kind = "filled_table",
  also = { "filled-form" },
  required = { "level3", "op", "target", "unit", "actual", "weight" },
  marks = { "权重", "未完成原因分析" },
  fields = {
    level1 = { "一级指标" },
    level2 = { "二级指标" },
    level3 = { "三级指标" },
    op = { "指标性质", "运算符号", "计算符号" },
    target = { "指标值", "年度指标值" },
    unit = { "度量单位", "计量单位", "指标值单位" },
    actual = { "完成值", "实际完成值", "预算执行完成指标值" },
    weight = { "权重", "分值" },
    declared = { "得分", "自评得分" },
    note = { "未完成原因分析", "原因", "未完成原因" },
  },
}
