--- 预算执行率占 20 分的口径
-- @basis 湖北、保山的自评表：预算执行率 20 分 [found]；其余 80 分的分法 [memory]，使用前请核对
return {
  id = "execution-20",
  version = "1.0.0",
  title = "项目支出绩效自评（执行率20分）",
  basis = "财预〔2020〕10号；湖北、保山的自评表",
  api = 1,
  extends = "mof-2020",
  weights = {
    execution = 20, -- [found]
    groups = {
      { id = "output", weight = 40 }, -- [memory]
      { id = "benefit", weight = 30 }, -- [memory]
      { id = "satisfaction", weight = 10 }, -- [memory]
    },
  },
}
