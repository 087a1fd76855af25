--- 宽一些的界限
-- @basis 测试
return {
  id = "lenient",
  version = "1.0.0",
  title = "宽一些",
  basis = "测试",
  api = 1,
  extends = "mof-2020",
  review = {
    unexplained = 1,
    execution = {},
    findings = {
      { id = "note_of_one_word", cell = "note", words = { "无" }, severity = "error", sentence = "偏差原因只写了“无”",
        suggestion = "写明原因" },
      { id = "no_unit", cell = "actual", missing = true, level2 = { "数量" }, words = { "处" }, sentence = "完成数没有写“处”",
        suggestion = "写上单位" },
    },
  },
}
