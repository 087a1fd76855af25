--- 镇里的口径：在县里的口径上改两个参数
-- @basis 镇财〔2024〕2号
return {
  id = "town",
  version = "1.0.0",
  title = "镇里的口径",
  basis = "镇财〔2024〕2号",
  api = 1,
  extends = "county",
  params = {
    up = {
      floor = 0.6,
      strict = true,
    },
  },
}
