-- @basis 测试
return {
  id = "up",
  title = "正向",
  applies = { kind = "number" },
  score = function(actual, target, weight)
    if target == 0 then return nil, "目标值为零" end
    return weight * min(actual / target, 1)
  end,
  examples = {
    { "half", { actual = 1, target = 2, weight = 10 }, 5 },
    { "a wrong sum", { actual = 1, target = 4, weight = 10 }, 2 },
    { "not declined", { actual = 1, target = 4, weight = 10 }, "declined" },
    { "declined", { actual = 1, target = 0, weight = 10 }, 0 },
    { "a fault", { actual = -1, target = 4, weight = 10 }, 0 },
  },
}
