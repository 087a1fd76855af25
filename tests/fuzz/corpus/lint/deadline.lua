--- 时限：按期完成得满分；逾期不得分，或按天、按月扣
-- @basis 财预〔2020〕10号（时效指标）；逾期如何扣分没有全国规定，默认不得分 [memory]
-- @unscored 没有完成日期
return {
  id = "deadline",
  title = "时限指标",
  applies = { kind = { "date", "range" }, dates = true },
  params = {
    per_day = { default = 0, doc = "share of the weight lost for each day late; 0: not by days [memory]" },
    per_month = { default = 0, doc = "share of the weight lost for each month late; 0: not by months [memory]" },
  },
  score = function(days_late, months_late, weight, per_day, per_month)
    if days_late <= 0 then return weight end
    if per_day == 0 and per_month == 0 then return 0, "逾期完成" end
    -- Late within the month of the deadline counts as a month begun.
    local lost = days_late * per_day + max(months_late, 1) * per_month
    return max(weight * (1 - lost), 0), "逾期完成，按期扣分"
  end,
  examples = {
    { "early", { days_late = -30, months_late = -1, weight = 5 }, 5 },
    { "on the day", { days_late = 0, months_late = 0, weight = 5 }, 5 },
    { "one day late", { days_late = 1, months_late = 1, weight = 5 }, 0 },
    { "one day late, a tenth a month", { days_late = 1, months_late = 1, weight = 5, per_month = 0.1 }, 4.5 },
    { "late within the same month", { days_late = 3, months_late = 0, weight = 5, per_month = 0.1 }, 4.5 },
    { "three months late", { days_late = 90, months_late = 3, weight = 5, per_month = 0.1 }, 3.5 },
    { "ten days late, a hundredth a day", { days_late = 10, months_late = 1, weight = 5, per_day = 0.01 }, 4.5 },
    { "so late that nothing is left", { days_late = 400, months_late = 13, weight = 5, per_day = 0.01 }, 0 },
    { "not filled in", { weight = 5 }, "input_missing" },
  },
}
