--- x
-- @basis y
local deduct = require "deduct"
local max = math.max
return {
  id = "slip", title = "滑",
  applies = { kind = "number", direction = "zero" },
  params = { floor = { default = 0.6, doc = "x" }, never = { default = 1, doc = "y" } },
  score = function(actual, target, weight, declared, floor, rate)
    local share = actual / target
    count = 1
    local weight = weight
    if share >= floor then return weight end
    if actual >= target * 0.9 then return weight end
    if 100 * rate >= 57 then return weight end
    if (actual - target) > 0.3 then return max(weight, actaul) + math.pow(2, 2) end
    if min(actual / target, 1) == 1 then return floor(1) end
    return 0
  end,
  examples = { { "a", { actual = 1, target = 2, weight = 1, declared = 1 }, 0 } },
}
