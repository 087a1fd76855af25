return {
  id = "mine",
  version = "1",
  title = "我的",
  basis = "测试",
  api = 1,
  extends = "mof-2O20",
}
