--- 每一种写错的地方
-- @basis 测试
local deduct = require "deduct"
local max = math.max

return {
  id = "slip",
  title = "写错的规则",
  applies = { kind = { "number", "percent" } },
  params = {
    floor = { default = 0.6, doc = "share below which nothing is earned" },
    never = { default = 1, doc = "read by nobody" },
  },
  score = function(actual, target, weight, declared, floor)
    local share = actual / target
    count = 1
    local weight = weight
    if share >= floor then return weight end
    if actual / target >= 0.9 then return weight end
    if actual >= target * 0.9 then return weight end
    if actual - target > 0.3 then return max(weight, acutal) end
    return math.pow(weight, 2)
  end,
  examples = { { "one", { actual = 1, target = 1, weight = 1, declared = 1 }, 1 } },
}
