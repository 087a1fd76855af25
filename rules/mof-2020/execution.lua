--- 预算执行率：分值乘以执行数与全年预算数之比，最多得满分
-- @basis 财预〔2020〕10号；各地自评表表尾说明 [found]
-- @unscored 没有全年预算数或执行数；预算为零而有支出
return {
  id = "execution",
  title = "预算执行率",
  applies = { row = "execution" },
  score = function(executed, revised, weight)
    if executed < 0 or revised < 0 then return nil, "金额是负数" end
    if revised == 0 then
      -- Nothing was to be spent and nothing was: the budget was executed as it stood.
      if executed == 0 then return weight, "全年预算数为零，也没有支出" end
      return nil, "全年预算数为零，却有执行数"
    end
    if executed > revised then return weight, "执行数超过全年预算数，按满分计" end
    return weight * executed / revised
  end,
  examples = {
    { "all spent", { executed = 450000, revised = 450000, weight = 10 }, 10 },
    { "86.2 per cent", { executed = 372400, revised = 432000, weight = 10 }, 8.62 },
    { "one fen short is still rounded, not lost", { executed = 449999.99, revised = 450000, weight = 10 }, 10 },
    { "half a cent goes up", { executed = 90.05, revised = 100, weight = 10 }, 9.01 },
    { "more than the budget", { executed = 460000, revised = 450000, weight = 10 }, 10 },
    { "nothing spent", { executed = 0, revised = 450000, weight = 10 }, 0 },
    { "nothing planned, nothing spent", { executed = 0, revised = 0, weight = 10 }, 10 },
    { "nothing planned, something spent", { executed = 5, revised = 0, weight = 10 }, "declined" },
    { "a negative amount", { executed = -5, revised = 10, weight = 10 }, "declined" },
    { "no executed amount", { revised = 450000, weight = 10 }, "no_executed" },
    { "no budget", { executed = 450000, weight = 10 }, "no_budget" },
  },
}
