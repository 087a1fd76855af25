--- 宽一些的界限
-- @basis 测试
return {
  id = "lenient",
  version = "1.0.0",
  title = "宽一些",
  basis = "测试",
  api = 1,
  extends = "mof-2020",
  review = { unexplained = 1, execution = {} },
}
