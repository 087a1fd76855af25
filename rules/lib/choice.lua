--- All or nothing, and which of two: yes_no, best (二者择其一), threshold (及格线), tolerance (±10 %).
-- @basis 各地自评表的“是/否”“二者择其一”和及格线 [found]；±10% 之外按比例扣 [memory]
local shapes = {}

--- The weight when the verdict is "met", else nothing.
function shapes.yes_no(band, weight)
  if band == "met" then return weight end
  return 0, "结论不是达成"
end

--- The better of two results, in one line: best(shape_a(…), shape_b(…)). One that declined leaves it to the
--- other; a note is kept of the second only, for Lua passes on one value of a call that is not the last.
function shapes.best(first, second, second_note)
  if first == nil and second == nil then return nil, second_note or "两项都不能计分" end
  if second == nil or (first ~= nil and first >= second) then return first end
  return second, second_note
end

--- The share of the weight when it reaches the passing mark, else nothing: threshold(rate, weight, 0.6).
function shapes.threshold(share, weight, pass)
  if share < pass then return 0, "低于及格线" end
  return weight * min(share, 1)
end

--- The weight while actual is within ± `within` of the target (0.1 for ±10 %); outside, what is off beyond it
--- is lost in proportion to the target.
function shapes.tolerance(actual, target, weight, within)
  if target <= 0 then return nil, "指标值不是正数，不能按比例计分" end
  local off = ratio(abs(actual - target), target)
  if off <= within then return weight end
  return max(weight * (1 - (off - within)), 0), "超出允许的偏差"
end

return shapes
