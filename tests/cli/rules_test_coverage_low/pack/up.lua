--- 一半的行没有例子
-- @basis 测试
local deduct = require "deduct"

local function never(weight)
  local half = weight / 2
  return half
end

local function scaled(weight, share)
  if share > 1 then
    return weight
  end
  return weight * share
end

return {
  id = "up",
  title = "正向",
  applies = { kind = "number" },
  params = { strict = { default = false, doc = "whether anything is" } },
  score = function(rate, weight, strict)
    if strict then
      return never(weight)
    elseif rate < 0 then
      return nil, "负数"
    end
    for _, share in ipairs { 0.1, 0.5 } do
      if rate < share then return 0 end
    end
    if rate == 0.75 then return deduct.per_point(0, weight, 1) end
    return scaled(weight, rate)
  end,
  examples = {
    { "half", { rate = 0.5, weight = 5 }, 2.5 },
    { "nothing", { rate = 0.05, weight = 5 }, 0 },
  },
}
