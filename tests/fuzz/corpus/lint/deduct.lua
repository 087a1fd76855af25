--- Deductions until nothing is left (扣完为止). `each` is in points, as forms write it.
-- @basis 各地部门整体自评表：“每超过一个百分点扣0.5分，扣完为止”“缺一项扣0.5分”“每发生一起扣1分” [found]
local shapes = {}

local function left(weight, lost, note)
  if lost <= 0 then return weight end
  return max(weight - lost, 0), note
end

--- 每超过一个百分点扣 each 分: `over` is what is too much, in units of `unit` (1 when not given). A unit that has
--- begun counts as a whole one; see per_point_share for the other reading. `most`: what can be lost at most
--- (everything when not given).
function shapes.per_point(over, weight, each, unit, most)
  return left(weight, min(ceil(max(over, 0) / (unit or 1)) * each, most or weight), "按超出的点数扣分")
end

--- The same in proportion: half a unit costs half.
function shapes.per_point_share(over, weight, each, unit, most)
  return left(weight, min(max(over, 0) / (unit or 1) * each, most or weight), "按超出的点数扣分")
end

--- 缺一项扣 each 分: `present` of `needed` items are there.
function shapes.checklist(present, needed, weight, each)
  return left(weight, max(needed - present, 0) * each, "有缺项，按项扣分")
end

--- 每发生一起扣 each 分: `free` events cost nothing (0 when not given).
function shapes.events(count, weight, each, free)
  return left(weight, max(count - (free or 0), 0) * each, "有发生，按次扣分")
end

return shapes
