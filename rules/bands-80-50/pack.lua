--- 定性指标按 80、50 分档的老口径
-- @basis 较早的自评表：达成 100%-80%（含）、部分达成 80%-50%（含）、未达成 50%-0% [found]
return {
  id = "bands-80-50",
  version = "1.0.0",
  title = "项目支出绩效自评（定性80/50分档）",
  basis = "财预〔2020〕10号；较早的自评表表尾说明",
  api = 1,
  extends = "mof-2020",
  params = {
    qualitative = {
      partial_from = 0.5, -- [found]
      partial = 0.65,     -- the middle of the band [memory]
    },
  },
}
