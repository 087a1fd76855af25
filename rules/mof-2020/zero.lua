--- 零目标：指标值为 0（零上访、0 起）时，没有发生得满分，发生了不得分
-- @basis 各地评分系统的通行算法 [found]；财预〔2020〕10号未单列
-- @unscored 没有实际值
return {
  id = "zero",
  title = "零目标",
  applies = { kind = { "number", "percent", "money" }, direction = "zero" },
  score = function(actual, weight)
    if actual <= 0 then return weight end
    return 0, "指标值为零，实际发生了"
  end,
  examples = {
    { "none", { actual = 0, weight = 5 }, 5 },
    { "one", { actual = 1, weight = 5 }, 0 },
    { "a trace", { actual = 0.0001, weight = 5 }, 0 },
    { "below zero", { actual = -1, weight = 5 }, 5 },
    { "not filled in", { weight = 5 }, "input_missing" },
  },
}
