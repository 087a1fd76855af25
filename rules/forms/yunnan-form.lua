--- 云南 公开14表 项目支出绩效自评表：年度指标值下分指标性质、指标值、度量单位，金额单位元，总分一行写等级
return {
  id = "yunnan-form",
  title = "云南 项目支出绩效自评表（公开14表）",
  kind = "filled_table",
  also = { "filled-form" },
  required = { "level3", "op", "target", "unit", "actual", "weight", "declared", "note" },
  marks = { "偏差原因分析及改进措施", "偏差原因分析" },
  fields = {
    op = { "指标性质" },
    target = { "指标值" },
    unit = { "度量单位" },
    note = { "偏差原因分析及改进措施" },
  },
}
