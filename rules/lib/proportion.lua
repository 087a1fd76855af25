--- Points in proportion to the target: up (more is better), down (target / actual) and down_linear (evenly to zero).
-- @basis 财预〔2020〕10号（正向）；江西、湖北的表尾说明（反向：指标值÷实际值）[found]；线性扣到零 [found]
local shapes = {}

--- weight × actual / target, at most the weight; below the share `floor` of the target nothing.
function shapes.up(actual, target, weight, floor)
  if actual >= target then return weight end
  if target <= 0 then return nil, "指标值不是正数，不能按比例计分" end
  if actual <= 0 then return 0 end
  if floor ~= nil and floor > 0 and ratio(actual, target) < floor then return 0, "低于及格线" end
  return weight * actual / target
end

--- weight × target / actual, at most the weight.
function shapes.down(actual, target, weight)
  if actual <= target then return weight end
  if target < 0 then return nil, "指标值是负数，不能按比例计分" end
  if target == 0 then return 0, "指标值为零，实际发生了" end
  return weight * target / actual
end

--- Falls evenly from the weight at the target to zero at `zero_at` times the target (2 when not given).
function shapes.down_linear(actual, target, weight, zero_at)
  if actual <= target then return weight end
  if target < 0 then return nil, "指标值是负数，不能按比例计分" end
  if target == 0 then return 0, "指标值为零，实际发生了" end
  zero_at = zero_at or 2
  if actual >= target * zero_at then return 0, "超过指标值过多" end
  return weight * (target * zero_at - actual) / (target * (zero_at - 1))
end

return shapes
