--- 一
-- @basis 测试
return { id = 'one', title = 'One', applies = { kind = 'number' },
  params = { floor = { default = 0.5, doc = 'a floor' } },
  score = function(actual, target, weight, floor)
    return weight * min(actual / target, 1)
  end,
  examples = { { 'half', { actual = 1, target = 2, weight = 10 }, 5 } } }
