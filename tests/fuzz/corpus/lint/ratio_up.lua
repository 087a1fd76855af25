--- 正向定量：达到指标值得满分，未达到按实际值与指标值之比得分；“=”按“≥”计
-- @basis 财预〔2020〕10号；各地自评表表尾说明 [found]
-- @unscored 没有实际值；指标值不是正数而又未达到
return {
  id = "ratio_up",
  title = "正向定量指标",
  applies = { kind = { "number", "percent", "money" }, direction = { "up", "equal" } },
  params = {
    floor = { default = 0, doc = "share of the target below which nothing is earned; some places use 0.6 [memory]" },
    over_share = { default = 1.3, doc = "multiple of the target from which over_deduct is taken off [found: 广西]" },
    over_deduct = { default = 0, doc = "share of the weight lost for over-fulfilment; nothing is fixed nationally" },
  },
  score = function(actual, target, weight, floor, over_share, over_deduct)
    if actual >= target then
      if over_deduct > 0 and target > 0 and ratio(actual, target) >= over_share then
        return weight * (1 - over_deduct), "超额完成过多，扣分"
      end
      return weight
    end
    if target <= 0 then return nil, "指标值不是正数，不能按比例计分" end
    if actual <= 0 then return 0 end
    if floor > 0 and ratio(actual, target) < floor then return 0, "低于及格线" end
    return weight * actual / target
  end,
  examples = {
    { "four fifths", { target = 50, actual = 40, weight = 10 }, 8 },
    { "exactly reached", { target = 17, actual = 17, weight = 10 }, 10 },
    { "over-fulfilled", { target = 50, actual = 70, weight = 10 }, 10 },
    { "a third", { target = 3, actual = 1, weight = 10 }, 3.33 },
    { "two thirds are rounded up", { target = 3, actual = 2, weight = 10 }, 6.67 },
    { "half a cent goes up", { target = 1000, actual = 900.5, weight = 10 }, 9.01 },
    { "none", { target = 50, actual = 0, weight = 10 }, 0 },
    { "below zero earns nothing", { target = 50, actual = -5, weight = 10 }, 0 },
    { "11.7 of 13 is 90 per cent", { target = 13, actual = 11.7, weight = 10, floor = 0.9 }, 9 },
    { "below the floor", { target = 50, actual = 29.9, weight = 10, floor = 0.6 }, 0 },
    { "130 per cent, where that costs a tenth", { target = 50, actual = 65, weight = 10, over_deduct = 0.1 }, 9 },
    { "129 per cent does not", { target = 50, actual = 64.5, weight = 10, over_deduct = 0.1 }, 10 },
    { "target 0 reached", { target = 0, actual = 3, weight = 10 }, 10 },
    { "target 0 missed: no share of nothing", { target = 0, actual = -3, weight = 10 }, "declined" },
    { "not filled in", { target = 50, weight = 10 }, "input_missing" },
  },
}
